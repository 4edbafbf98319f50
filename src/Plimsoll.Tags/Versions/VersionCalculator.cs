using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Versions;

/// <summary>
/// Tells the version of a commit from the tags of its history, by the rules of MinVer 8. A pure function: the same history
/// and options give the same version.
/// </summary>
/// <remarks>
/// From HEAD the parents are followed depth first, the first parent first; each path ends at the first commit with a version
/// tag, at a root, or at a commit that was already seen. The highest version found wins, and among equal ones the one found
/// first. Versions are ordered as MinVer orders them: prerelease labels ignoring case.
/// </remarks>
public static class VersionCalculator
{
    /// <summary>Calculates the version of the commit where the history starts.</summary>
    /// <exception cref="PlimsollException">A commit is missing (exit code 2).</exception>
    public static CalculatedVersion Calculate(ICommitHistory history, VersionOptions options)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(options);
        return Conclude(Find(history, options), options);
    }

    /// <summary>The same with another height than the commits since the tag, determined from the tag's commit, or from <c>null</c> where there is no tag.</summary>
    internal static CalculatedVersion Calculate(ICommitHistory history, VersionOptions options, Func<string?, int> heightSince)
    {
        var found = Find(history, options);
        return Conclude(found with { Height = heightSince(found.Tag is null ? null : found.Commit) }, options);
    }

    private static CalculatedVersion Conclude(Candidate found, VersionOptions options)
    {
        var isExactTag = found is { Tag: not null, Height: 0 };
        var height = options.IgnoreHeight ? 0 : found.Height;
        var (version, why) = Counted(found, height, options);
        if (!isExactTag && options.MinimumMajorMinor is { } minimum && (version.Major, version.Minor).CompareTo((minimum.Major, minimum.Minor)) < 0)
        {
            version = Make(minimum.Major, minimum.Minor, 0, options.DefaultPreReleaseIdentifiers, height, version.Metadata);
            why += $"; the minimum is {minimum}";
        }

        return new CalculatedVersion { Version = version, Height = found.Height, Tag = found.Tag, Commit = found.Commit, Reason = why };
    }

    /// <summary>Reads a tag's version: the prefix ignoring case (<c>null</c> for an optional <c>v</c>), then strictly SemVer 2.0.</summary>
    public static bool TryParseTag(string name, string? prefix, [NotNullWhen(true)] out SemanticVersion? version)
    {
        ArgumentNullException.ThrowIfNull(name);
        version = null;
        return ReleaseTag.RemovePrefix(name, prefix) is { } text && SemanticVersion.TryParse(text, out version);
    }

    /// <summary>With a prefix that was set, tags are read as MinVer reads them: a number beyond 32 bits makes it no version.</summary>
    private static bool TryRead(string name, VersionOptions options, [NotNullWhen(true)] out SemanticVersion? version) =>
        TryParseTag(name, options.TagPrefix, out version)
        && !new IgnoredTags(options.IgnoreTags).Contains(name)
        && (options.TagPrefix is null || (version.Major <= int.MaxValue && version.Minor <= int.MaxValue && version.Patch <= int.MaxValue));

    private static Candidate Find(ICommitHistory history, VersionOptions options)
    {
        var untagged = Make(0, 0, 0, options.DefaultPreReleaseIdentifiers, 0, "");
        var highest = new Lazy<SemanticVersion>(() => HighestOfAll(history, options, untagged));
        Candidate? best = null;
        using var graph = history.OpenGraph();
        var tagged = new Dictionary<int, IReadOnlyList<string>>(history.TagsByCommit.Count);
        foreach (var (id, names) in history.TagsByCommit)
            tagged[graph.NumberOf(id)] = names;
        var stack = new Stack<(int Commit, int Height)>();
        var seen = new HashSet<int>();
        if (graph.Head is { } head)
            stack.Push((graph.NumberOf(head), 0));
        while (stack.TryPop(out var next))
        {
            var (commit, height) = next;
            if (!seen.Add(commit))
                continue;

            Candidate? candidate = null;
            if (tagged.TryGetValue(commit, out var tags) && HighestTag(tags, options) is { } tag)
                candidate = new Candidate(tag.Version, tag.Name, graph.IdOf(commit), height);
            else
            {
                var parents = graph.ParentsOf(commit);
                for (var parent = parents.Length - 1; parent >= 0; parent--)
                    stack.Push((parents[parent], height + 1));
                if (parents.Length == 0)
                    candidate = new Candidate(untagged, null, graph.IdOf(commit), height);
            }
            if (candidate is null || Compare(candidate.Version, best?.Version) <= 0)
                continue;

            // Later ones would have to be higher: where none can be, the rest of the history need not be read.
            best = candidate;
            if (stack.Count > 0 && Compare(best.Version, highest.Value) >= 0)
                break;
        }

        return best ?? new Candidate(untagged, null, null, 0);
    }

    private static SemanticVersion HighestOfAll(ICommitHistory history, VersionOptions options, SemanticVersion untagged)
    {
        var highest = untagged;
        foreach (var names in history.TagsByCommit.Values)
            foreach (var name in names)
                if (TryRead(name, options, out var version) && Compare(version, highest) > 0)
                    highest = version;
        return highest;
    }

    private static (string Name, SemanticVersion Version)? HighestTag(IReadOnlyList<string> names, VersionOptions options)
    {
        (string Name, SemanticVersion Version)? highest = null;
        foreach (var name in names)
            if (TryRead(name, options, out var version) && (highest is not { } other || Precedes(name, version, other)))
                highest = (name, version);
        return highest;
    }

    /// <summary>
    /// Versions may be equal whose tags are not, by build metadata or case. Of those the first name counts, in the order of
    /// words: ignoring case, then small letters before capital ones.
    /// </summary>
    private static bool Precedes(string name, SemanticVersion version, (string Name, SemanticVersion Version) other)
    {
        var order = Compare(version, other.Version);
        if (order == 0)
            order = StringComparer.OrdinalIgnoreCase.Compare(other.Name, name);
        if (order == 0)
            order = StringComparer.Ordinal.Compare(name, other.Name);
        return order > 0;
    }

    private static (SemanticVersion Version, string Reason) Counted(Candidate found, int height, VersionOptions options)
    {
        var (version, commits) = (found.Version, Quantity.Format(found.Height, "commit"));
        var where = found.Tag is null
            ? $"no version tag{(options.TagPrefix is { Length: > 0 } ? $" with the prefix '{options.TagPrefix}'" : "")} was found in the history, and the first commit is {commits} back"
            : found.Height == 0 ? $"the tag {found.Tag} is at HEAD" : $"the tag {found.Tag} is {commits} back";

        // The metadata of a tag says something of its own commit only.
        if (height == 0)
            return (Make(version.Major, version.Minor, version.Patch, version.ReleaseLabels, 0, Join(version.Metadata, options.BuildMetadata)),
                options.IgnoreHeight && found.Height > 0 ? $"{where}; the height is ignored" : where);
        if (version.IsPrerelease)
            return (Make(version.Major, version.Minor, version.Patch, version.ReleaseLabels, height, options.BuildMetadata), where);

        var (major, minor, patch) = options.AutoIncrement switch
        {
            VersionPart.Major => (version.Major + 1, BigInteger.Zero, BigInteger.Zero),
            VersionPart.Minor => (version.Major, version.Minor + 1, BigInteger.Zero),
            _ => (version.Major, version.Minor, version.Patch + 1),
        };
        var part = options.AutoIncrement.ToString().ToLowerInvariant();
        return (Make(major, minor, patch, options.DefaultPreReleaseIdentifiers, height, options.BuildMetadata), $"{where}; its {part} number is incremented");
    }

    private static int Compare(SemanticVersion left, SemanticVersion? right) => SemanticVersionOrder.IgnoringCase.Compare(left, right);

    private static string Join(string? tag, string option) => string.Join('.', new[] { tag, option }.Where(part => !string.IsNullOrEmpty(part)));

    private static SemanticVersion Make(BigInteger major, BigInteger minor, BigInteger patch, IReadOnlyList<string> labels, int height, string? metadata) =>
        new(major, minor, patch, height > 0 ? [.. labels, height.ToString(CultureInfo.InvariantCulture)] : labels, metadata);

    private sealed record Candidate(SemanticVersion Version, string? Tag, string? Commit, int Height);
}
