namespace Plimsoll.Versioning;

/// <summary>The error of a history that is cut off, with the fix for wherever it happened.</summary>
public static class ShallowHistory
{
    /// <summary>A shallow clone where the whole history or all tags are needed (exit code 2).</summary>
    /// <param name="root">The working tree.</param>
    public static PlimsollException Error(string root) => PlimsollException.Usage(
        $"{root} is a shallow clone: release tags and history are missing, so the version cannot be told.",
        """
        Fetch everything:
          GitHub Actions    actions/checkout with: { fetch-depth: 0 }
          Azure Pipelines   checkout: self with fetchDepth: 0 and fetchTags: true
          GitLab            variables: GIT_DEPTH: 0
          a shell           git fetch --unshallow --tags
        """);
}
