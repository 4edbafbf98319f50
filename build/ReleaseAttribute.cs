using Plimsoll.Build;
using Plimsoll.Build.CI;

/// <summary>
/// The workflow of a release: packs the command on each platform, joins, tests what was packed, and only then attests and publishes it.
/// </summary>
/// <remarks>
/// A job has no right but those that it names, and a step no secret but those of what it runs. There is none that is kept: nuget.org and
/// the attestations take a token that says which workflow this is.
/// </remarks>
sealed class ReleaseAttribute(string name, GitHubActionsImage image) : GitHubActionsAttribute(name, image)
{
    private const string Tools = "tools";

    /// <summary>Where the job that joins has what the others packed.</summary>
    private const string Packed = "packed";

    public override ConfigurationEntity GetConfiguration(IReadOnlyCollection<ExecutableTarget> relevantTargets)
    {
        var workflow = (GitHubActionsConfiguration)base.GetConfiguration(relevantTargets);
        workflow.ReadPermissions = [];
        workflow.Jobs = [CreateTools(), CreateRelease(workflow.Jobs.Single().Image)];
        return workflow;
    }

    /// <summary>A native command is compiled on its own platform. The job of the release compiles that of linux-x64, and all that is portable.</summary>
    private GitHubActionsJob CreateTools() => new()
    {
        Name = Tools,
        RunsOnLabels = ["${{ matrix.runner }}"],
        Container = new() { Image = "${{ matrix.container }}" },
        Matrix = new()
        {
            Include =
            [
                // The oldest glibc that there are runners for: the command runs with this one and newer ones.
                new() { ["runtime"] = "linux-arm64", ["runner"] = "ubuntu-22.04-arm" },
                new() { ["runtime"] = "linux-musl-x64", ["runner"] = "ubuntu-22.04", ["container"] = "alpine:3.22.2" },
                new() { ["runtime"] = "osx-arm64", ["runner"] = "macos-15" },
                new() { ["runtime"] = "win-x64", ["runner"] = "windows-2025" },
            ],
        },
        TimeoutMinutes = TimeoutMinutes,
        ReadPermissions = [GitHubActionsPermissions.Contents],
        Steps =
        [
            new GitHubActionsRunStep
            {
                Name = "Install what the SDK and the linker need",
                Condition = "matrix.container != ''",
                Shell = "sh",
                // The folder belongs to the user of the host, which git minds.
                Command = """
                    apk add --no-cache bash build-base clang curl git icu-libs
                    git config --global --add safe.directory "$GITHUB_WORKSPACE"
                    """,
            },
            new GitHubActionsCheckoutStep(),
            new GitHubActionsRunStep { InvokedTargets = ["PackTool"], Condition = "matrix.runtime != 'win-x64'", Command = "./build.sh PackTool" },
            new GitHubActionsRunStep { InvokedTargets = ["PackTool"], Condition = "matrix.runtime == 'win-x64'", Shell = "cmd", Command = "build.cmd PackTool" },
            new GitHubActionsArtifactStep { Name = "tool-${{ matrix.runtime }}", Path = "artifacts/packages/*${{ matrix.runtime }}*", IsRequired = true },
        ],
    };

    private GitHubActionsJob CreateRelease(GitHubActionsImage image) => new()
    {
        Name = "release",
        Image = image,
        Needs = [Tools],
        EnvironmentName = EnvironmentName,
        TimeoutMinutes = TimeoutMinutes,
        WritePermissions =
        [
            GitHubActionsPermissions.Contents, // the release and its files
            GitHubActionsPermissions.Packages, // the image
            GitHubActionsPermissions.IdToken, // to nuget.org and for the attestations, instead of a secret
            GitHubActionsPermissions.Attestations,
        ],
        Steps =
        [
            // Nothing is pushed to git, so that it does not keep the token.
            new GitHubActionsCheckoutStep(),
            new GitHubActionsDownloadStep { Name = "tool-*", Path = Packed },
            new GitHubActionsRunStep { InvokedTargets = ["TestPackages"], Command = $"./build.sh TestPackages --packed-tools {Packed}" },
            new GitHubActionsUsesStep("actions/attest-build-provenance", "977bb373ede98d70efdf65b84cb5f73e068dcc2a", "v3.0.0") { With = { ["subject-path"] = "artifacts/packages/*" } },
            new GitHubActionsRunStep
            {
                InvokedTargets = ["Publish"],
                Command = "./build.sh Publish --sign-keyless",
                Imports =
                {
                    ["PLIMSOLL_REGISTRY"] = "ghcr.io/${{ github.repository_owner }}",
                    ["PLIMSOLL_REGISTRY_USERNAME"] = "${{ github.actor }}",
                    ["PLIMSOLL_REGISTRY_PASSWORD"] = "${{ secrets.GITHUB_TOKEN }}",
                },
            },
            // As late as possible: its key is valid for an hour.
            new GitHubActionsUsesStep("NuGet/login", "d22cc5f58ff5b88bf9bd452535b4335137e24544", "v1.1.0") { Id = "nuget", With = { ["user"] = "${{ vars.NUGET_USER }}" } },
            new GitHubActionsRunStep
            {
                InvokedTargets = ["Release"],
                Command = "./build.sh Release",
                Imports =
                {
                    ["NUGET_API_KEY"] = "${{ steps.nuget.outputs.NUGET_API_KEY }}",
                    ["GITHUB_TOKEN"] = "${{ secrets.GITHUB_TOKEN }}",
                },
            },
        ],
    };
}
