using Plimsoll.Oci;
using Plimsoll.Publishing.Releases;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Build.Components.Versions;

/// <summary>
/// The version of what a build builds, for the attributes that are named as tools which calculate one: it is calculated as by
/// <c>plimsoll version</c>, when it is first used.
/// </summary>
internal sealed class BuildVersion
{
    private readonly Lazy<CommitVersion> _version;

    public BuildVersion(IPlimsollBuild build, VersionSettings settings) => _version = new Lazy<CommitVersion>(() => Calculate(build, settings));

    public SemanticVersion Version => _version.Value.Calculated.Version;

    public CalculatedVersion Calculated => _version.Value.Calculated;

    /// <summary>The commit that has the version.</summary>
    public string Sha => _version.Value.Context.Repository.Head.Id;

    public DateTimeOffset CommitDate => _version.Value.Context.Repository.Head.CommitDate;

    /// <summary>The branch, or <c>null</c> at a tag or a pull request.</summary>
    public string? Branch => _version.Value.Context.Branch;

    public int ChangedFiles => _version.Value.Context.Repository.ChangedFiles.Count;

    public string MajorMinorPatch => $"{Version.Major}.{Version.Minor}.{Version.Patch}";

    /// <summary>The version without build metadata.</summary>
    public string SemVer => Version.ToNormalizedString();

    /// <summary>The version with the branch and the commit in its build metadata.</summary>
    public string Informational => $"{SemVer}+{(Version.HasMetadata ? Version.Metadata + "." : "")}{Origin}";

    /// <summary>The branch and the commit, as build metadata.</summary>
    public string Origin => Branch is { } branch ? $"Branch.{Escape(branch)}.Sha.{Sha}" : $"Sha.{Sha}";

    /// <summary>Replaces what build metadata cannot have.</summary>
    public static string Escape(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '-'));

    /// <summary>Tells the CI host which version it builds, where the host takes that from the log.</summary>
    public void ShowOnHost(IPlimsollBuild build)
    {
        var variables = build.EnvironmentVariables;
        if (variables.ContainsKey("TF_BUILD"))
            build.Log.ServerCommand($"##vso[build.updatebuildnumber]{Version.ToFullString()}");
        else if (variables.ContainsKey("TEAMCITY_VERSION"))
            build.Log.ServerCommand($"##teamcity[buildNumber '{Version.ToFullString()}']");
    }

    private static CommitVersion Calculate(IPlimsollBuild build, VersionSettings settings)
    {
        try
        {
            return CommitVersion.Calculate(BuildPlimsoll.Create(build), settings);
        }
        catch (PlimsollException exception)
        {
            throw PlimsollFailure.Translate(exception);
        }
    }
}
