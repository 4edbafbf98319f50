namespace Plimsoll.Build.CI;

/// <summary>Bitrise. Each property is a variable of the job, read when it is asked for.</summary>
public sealed class Bitrise : Host, IBuildServer
{
    internal Bitrise(HostContext context) : base(context)
    {
    }

    /// <summary>The host of the running build, or <c>null</c> where that is another.</summary>
    public static Bitrise? Instance => Running<Bitrise>();

    /// <summary>The page of the build: <c>BITRISE_BUILD_URL</c>.</summary>
    public string BuildUrl => Text("BITRISE_BUILD_URL");

    /// <summary>The number of the build: <c>BITRISE_BUILD_NUMBER</c>.</summary>
    public long BuildNumber => Number("BITRISE_BUILD_NUMBER");

    /// <summary>The name of the app: <c>BITRISE_APP_TITLE</c>.</summary>
    public string AppTitle => Text("BITRISE_APP_TITLE");

    /// <summary>The page of the app: <c>BITRISE_APP_URL</c>.</summary>
    public string AppUrl => Text("BITRISE_APP_URL");

    /// <summary>The identifier of the app: <c>BITRISE_APP_SLUG</c>.</summary>
    public string AppSlug => Text("BITRISE_APP_SLUG");

    /// <summary>The identifier of the build: <c>BITRISE_BUILD_SLUG</c>.</summary>
    public string BuildSlug => Text("BITRISE_BUILD_SLUG");

    /// <summary>When the build was started, in local time: <c>BITRISE_BUILD_TRIGGER_TIMESTAMP</c>.</summary>
    public DateTime BuildTriggerTimestamp => UnixTime("BITRISE_BUILD_TRIGGER_TIMESTAMP");

    /// <summary>The repository's address: <c>GIT_REPOSITORY_URL</c>.</summary>
    public string RepositoryUrl => Text("GIT_REPOSITORY_URL");

    /// <summary>The branch: <c>BITRISE_GIT_BRANCH</c>.</summary>
    public string GitBranch => Text("BITRISE_GIT_BRANCH");

    /// <summary>The tag: <c>BITRISE_GIT_TAG</c>.</summary>
    public string? GitTag => TextOrNull("BITRISE_GIT_TAG");

    /// <summary>The commit: <c>BITRISE_GIT_COMMIT</c>.</summary>
    public string? GitCommit => TextOrNull("BITRISE_GIT_COMMIT");

    /// <summary>The message of the commit: <c>BITRISE_GIT_MESSAGE</c>.</summary>
    public string? GitMessage => TextOrNull("BITRISE_GIT_MESSAGE");

    /// <summary>The number of the pull request: <c>BITRISE_PULL_REQUEST</c>.</summary>
    public long? PullRequest => NumberOrNull("BITRISE_PULL_REQUEST");

    /// <summary>The address of the provisioning profile: <c>BITRISE_PROVISION_URL</c>.</summary>
    public string? ProvisionUrl => TextOrNull("BITRISE_PROVISION_URL");

    /// <summary>The address of the certificate: <c>BITRISE_CERTIFICATE_URL</c>.</summary>
    public string? CertificateUrl => TextOrNull("BITRISE_CERTIFICATE_URL");

    /// <summary>The passphrase of the certificate, masked in everything that is printed: <c>BITRISE_CERTIFICATE_PASSPHRASE</c>.</summary>
    public string? CertificatePassphrase => Secret("BITRISE_CERTIFICATE_PASSPHRASE");

    string? IBuildServer.Branch => GitBranch;

    string? IBuildServer.Commit => GitCommit;
}
