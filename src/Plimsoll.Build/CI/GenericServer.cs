namespace Plimsoll.Build.CI;

/// <summary>A build server that has no class of its own, such as CircleCI or Buildkite: what sets <c>CI</c>.</summary>
public sealed class GenericServer : Host, IBuildServer
{
    internal GenericServer(HostContext context) : base(context)
    {
    }

    string? IBuildServer.Branch => TextOrNull("CIRCLE_BRANCH") ?? TextOrNull("BUILDKITE_BRANCH");

    string? IBuildServer.Commit => TextOrNull("CIRCLE_SHA1") ?? TextOrNull("BUILDKITE_COMMIT");
}
