using Plimsoll.Tags;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Environments;

/// <summary>
/// To which versions the tags belong that a rollback takes back: to those alone that are published while it runs, and are higher
/// than every version that was there when it was planned. Their publishers move the same tags, and the rollback does not mean them.
/// </summary>
/// <param name="tags">The tags that go back.</param>
/// <param name="find">Finds the stable versions of the line of a tag among tags, which say them as that tag says its line.</param>
/// <param name="known">All tags of the repository when the rollback was planned.</param>
internal sealed class RolledBackLines(IReadOnlyList<Tag> tags, Func<string, IEnumerable<string>, IEnumerable<(string Tag, SemanticVersion Version)>> find, IReadOnlyCollection<string> known) : IReleaseLines
{
    public bool Contains(Tag tag) => tags.Contains(tag);

    public string? FindHigher(string tag, IReadOnlyCollection<string> registry) => FindOthers(tag, registry) is [var highest, ..] ? highest : null;

    public IReadOnlyList<string> FindOthers(string tag, IReadOnlyCollection<string> registry)
    {
        var highest = find(tag, known).Select(release => release.Version).Max(SemanticVersionOrder.Instance);
        return [.. find(tag, registry.Except(known, StringComparer.Ordinal))
            .Where(release => highest is null || SemanticVersionOrder.Instance.Compare(release.Version, highest) > 0)
            .OrderByDescending(release => release.Version, SemanticVersionOrder.Instance)
            .Select(release => release.Tag)];
    }

    public string? FindNewest(string tag, IReadOnlyCollection<string> registry) => FindHigher(tag, registry);
}
