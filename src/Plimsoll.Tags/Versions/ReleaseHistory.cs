using System.Diagnostics.CodeAnalysis;
using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Versions;

/// <summary>The release tags of one product: all of a repository, or those of a component by their prefix.</summary>
internal sealed class ReleaseHistory
{
    private const string UsualPrefix = "v";

    private readonly string? _prefix;

    private ReleaseHistory(string? prefix, IReadOnlyList<TaggedRelease> tags, IReadOnlyList<TaggedRelease> reached)
    {
        _prefix = prefix;
        (Tags, Reached) = (tags, reached);
        Newest = reached.Count > 0 ? reached[0] : null;
        NewestStable = reached.FirstOrDefault(tag => tag.IsStable);
    }

    /// <summary>Every tag of the line in the repository, whatever branch it is on, highest version first.</summary>
    public IReadOnlyList<TaggedRelease> Tags { get; }

    /// <summary>Those that HEAD has, highest first, down to <see cref="NewestStable"/> at least.</summary>
    internal IReadOnlyList<TaggedRelease> Reached { get; }

    /// <summary>The highest version that HEAD has, prereleases among them, or <c>null</c>.</summary>
    public TaggedRelease? Newest { get; }

    /// <summary>The highest version that HEAD has and that is not a prerelease, or <c>null</c>.</summary>
    public TaggedRelease? NewestStable { get; }

    /// <summary>Reads the line. The history is walked as far as it takes to know what is highest.</summary>
    /// <param name="history">The history behind HEAD, with the tags of the repository.</param>
    /// <param name="prefix">What stands before the version, ignoring case; <c>null</c> for <c>v</c> or nothing.</param>
    /// <param name="ignoreTags">Patterns of tags that are not releases, as <see cref="TagRules.IgnoreTags"/>; <c>null</c> for none.</param>
    public static ReleaseHistory Read(ICommitHistory history, string? prefix, IReadOnlyList<string>? ignoreTags = null)
    {
        var ignored = new IgnoredTags(ignoreTags ?? []);
        var tags = history.TagsByCommit
            .SelectMany(commit => commit.Value.Where(name => !ignored.Contains(name)).Select(name => TryParse(name, prefix, out var tag) ? new TaggedRelease(tag, commit.Key) : null))
            .OfType<TaggedRelease>()
            .OrderByDescending(placed => placed.Version, SemanticVersionOrder.Instance)
            .ThenBy(placed => placed.Name, StringComparer.Ordinal)
            .ToList();
        var reached = Reach(history, tags);
        return new ReleaseHistory(prefix, tags, [.. tags.Where(tag => reached.Contains(tag.CommitId))]);
    }

    /// <summary>Reads a tag's version strictly by SemVer 2.0.</summary>
    public static bool TryParse(string name, string? prefix, [NotNullWhen(true)] out ReleaseTag? tag)
    {
        if (prefix is null)
            return ReleaseTag.TryParse(name, out tag);

        tag = VersionCalculator.TryParseTag(name, prefix, out var version) ? new ReleaseTag(name, version) : null;
        return tag is not null;
    }

    /// <summary>The name of a new tag: with the given prefix, else that of the newest tag, else <c>v</c>.</summary>
    public string NameOf(SemanticVersion version) => (_prefix ?? UsedPrefix ?? UsualPrefix) + version.ToFullString();

    private string? UsedPrefix => (Newest ?? (Tags.Count > 0 ? Tags[0] : null))?.Name is not { } name ? null : name[0] is 'v' or 'V' ? name[..1] : "";

    /// <summary>The commits with tags of the line that HEAD has, as far as they matter: down to the highest stable version.</summary>
    private static HashSet<string> Reach(ICommitHistory history, List<TaggedRelease> tags)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        if (tags.Count == 0)
            return reached;

        var tagged = tags.Select(tag => tag.CommitId).ToHashSet(StringComparer.Ordinal);
        var highest = 0;
        foreach (var commit in history.Walk())
        {
            if (!tagged.Contains(commit.Id))
                continue;

            reached.Add(commit.Id);
            while (highest < tags.Count && reached.Contains(tags[highest].CommitId))
                if (tags[highest++].IsStable)
                    return reached;
        }

        return reached;
    }
}
