using LibGit2Sharp;

namespace Plimsoll.Git;

/// <summary>
/// Reads all tags and the commits they lead to. Packed references carry the peeled ids of annotated tags, which saves reading
/// those objects.
/// </summary>
internal static class TagReader
{
    /// <returns>By commit id, the names of its tags without <c>refs/tags/</c>, ordered ordinally. Tags of trees and blobs are left out.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ReadByCommit(Repository repository, RepositoryLocation location, ObjectReader objects) =>
        ReadByCommit(ReferenceFiles.Read(repository, location.CommonDirectory, "refs/tags/"), objects);

    /// <inheritdoc cref="ReadByCommit(Repository, RepositoryLocation, ObjectReader)"/>
    /// <param name="targets">By the names of tags, the ids that they lead to.</param>
    /// <param name="objects">The repository's objects.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ReadByCommit(IReadOnlyDictionary<string, string> targets, ObjectReader objects)
    {
        var names = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (name, target) in targets)
            if (objects.PeelToCommit(target.ToLowerInvariant()) is { } commit)
            {
                if (!names.TryGetValue(commit, out var ofCommit))
                    names.Add(commit, ofCommit = []);
                ofCommit.Add(name);
            }

        var ordered = new Dictionary<string, IReadOnlyList<string>>(names.Count, StringComparer.Ordinal);
        foreach (var (commit, ofCommit) in names)
        {
            ofCommit.Sort(StringComparer.Ordinal);
            ordered.Add(commit, ofCommit);
        }
        return ordered;
    }
}
