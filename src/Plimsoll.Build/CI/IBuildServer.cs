namespace Plimsoll.Build.CI;

/// <summary>A host that is a build server: <c>Host is IBuildServer</c> is the same as <c>IsServerBuild</c>.</summary>
public interface IBuildServer
{
    /// <summary>The branch or ref, as the server names it, or <c>null</c>.</summary>
    string? Branch { get; }

    /// <summary>The commit, or <c>null</c>.</summary>
    string? Commit { get; }
}
