using Plimsoll.Oci;

namespace Plimsoll.Publishing.Builds;

/// <summary>A command that speaks to BuildKit: <c>docker buildx</c>, else <c>buildctl</c>.</summary>
/// <param name="Tool">The command.</param>
/// <param name="IsBuildx">Whether it is <c>docker</c>.</param>
/// <param name="IsEngine">Whether buildx builds within the engine itself, which leaves images there and writes no archive.</param>
internal sealed record BuildKitCommand(BuildTool Tool, bool IsBuildx, bool IsEngine)
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>The command that is there, or <c>null</c>.</summary>
    public static async Task<BuildKitCommand?> FindAsync(Func<string, string?> environment, string directory, CancellationToken cancellationToken)
    {
        if (BuildTool.Find("docker", environment) is { } docker
            && (await docker.RunAsync(["buildx", "version"], directory, None, null, cancellationToken)).Succeeded)
        {
            // "Driver: docker" is the engine's own BuildKit; the others run one for themselves, here or elsewhere.
            var (_, builder) = await docker.RunAsync(["buildx", "inspect"], directory, None, null, cancellationToken);
            return new BuildKitCommand(docker, IsBuildx: true, builder.Any(IsEngineDriver));
        }

        return BuildTool.Find("buildctl", environment) is { } buildctl ? new BuildKitCommand(buildctl, IsBuildx: false, IsEngine: false) : null;
    }

    /// <summary>The error where BuildKit is needed and is not there.</summary>
    public static PlimsollException Missing(string why) => PlimsollException.Usage(
        $"{why}, and neither 'docker buildx' nor 'buildctl' is on PATH.",
        "Install docker's buildx plugin (Debian and Ubuntu: docker-buildx) or buildctl, and set 'via: buildkit' in the build: section.");

    private static bool IsEngineDriver(string line) => line.Split(':', 2) is [var name, var value] && name.Trim() == "Driver" && value.Trim() == "docker";
}
