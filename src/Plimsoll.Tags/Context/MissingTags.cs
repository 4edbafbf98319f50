using Plimsoll.Oci;

namespace Plimsoll.Tags.Context;

/// <summary>
/// What is said of a clone that has the whole history without its tags: what is released is unknown there, and looks like nothing.
/// </summary>
internal static class MissingTags
{
    private const int MostNamed = 3;

    /// <summary>Where nobody asked the remote.</summary>
    /// <param name="context">With a <see cref="BuildContext.MissingTagsReason"/>.</param>
    public static string Warning(BuildContext context) =>
        $"tags-may-be-missing: {context.MissingTagsReason}. If the remote has release tags, versions and latest are wrong. Fetch the tags: {Fetch(context.Repository)}.";

    /// <summary>Where the remote has release tags that the clone lacks (exit code 2).</summary>
    /// <param name="repository">The clone.</param>
    /// <param name="missing">Their names, the highest version first; not empty.</param>
    public static PlimsollException Error(RepositoryState repository, IReadOnlyList<string> missing) => PlimsollException.Usage(
        $"{repository.Root} is missing release tags that exist on the remote {repository.RemoteName}: {string.Join(", ", missing.Take(MostNamed))}"
        + $"{(missing.Count > MostNamed ? $" and {missing.Count - MostNamed} more" : "")}. Versions and latest would be wrong.",
        $"""
        Fetch the tags: {Fetch(repository)}.
        Or accept the risk (the setting 'allow-shallow').
        """);

    private static string Fetch(RepositoryState repository) =>
        $"git fetch --tags {repository.RemoteName} (actions/checkout: fetch-depth: 0; Azure Pipelines: fetchTags: true; GitLab: no --no-tags in GIT_FETCH_EXTRA_FLAGS; Jenkins: no noTags)";
}
