namespace Plimsoll.Versioning;

/// <summary>
/// The answer to a cut-off history, wherever the whole of it is needed. A version derived from a part of the history would be
/// wrong without a sign of it, so that this is an error, never a default.
/// </summary>
public static class ShallowHistory
{
    /// <summary>Passes a repository with its whole history.</summary>
    /// <param name="repository">What was read.</param>
    /// <param name="need">What needs the history, as a sentence's start: <c>The next version</c>.</param>
    /// <exception cref="PlimsollException">The history is cut off (exit code 2).</exception>
    public static void Refuse(RepositoryState repository, string need)
    {
        if (repository.IsShallow)
            throw Error(repository.Root, need);
    }

    /// <summary>The error: what needs the history, where it is cut off, and the setting that brings it, for each CI host.</summary>
    /// <param name="root">The repository's <see cref="RepositoryState.Root"/>.</param>
    /// <param name="need">What needs the history, as a sentence's start.</param>
    public static PlimsollException Error(string root, string need) => PlimsollException.Usage(
        $"{need} needs the whole history and all tags, but {root} is a shallow clone: its history is cut off.",
        """
        Fetch everything:
          GitHub Actions   actions/checkout `with:` fetch-depth: 0 (brings the tags too; fetch-tags: true alone does not bring the history)
          Azure Pipelines  `- checkout: self` with fetchDepth: 0 and fetchTags: true (or in the pipeline's editor: Triggers, YAML, Get sources, untick "Shallow fetch", tick "Sync tags")
          GitLab           `variables:` GIT_DEPTH: 0
          in a shell       git fetch --unshallow --tags
        """);
}
