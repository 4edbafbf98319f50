using Plimsoll.Oci;

namespace Plimsoll.Tags.Context;

/// <summary>
/// The error of a shallow clone, with the fix for each CI host. A version derived from a part of the history could be wrong
/// without notice, so there is no fallback.
/// </summary>
internal static class ShallowHistory
{
    /// <summary>A shallow clone where the whole history or all tags are needed (exit code 2).</summary>
    /// <param name="root">The repository's <see cref="RepositoryState.Root"/>.</param>
    public static PlimsollException Error(string root) => PlimsollException.Usage(
        $"{root} is a shallow clone: release tags and history are missing, so the version cannot be determined.",
        """
        Fetch the whole history with its tags:
          GitHub Actions    actions/checkout with: { fetch-depth: 0 } (brings the tags too; fetch-tags: true alone does not bring the history)
          Azure Pipelines   checkout: self with fetchDepth: 0 and fetchTags: true (in the pipeline's editor: Triggers, YAML, Get sources, untick "Shallow fetch", tick "Sync tags")
          GitLab            variables: GIT_DEPTH: 0
          a shell           git fetch --unshallow --tags
        """);
}
