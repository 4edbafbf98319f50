using Plimsoll.Publishing.Sources;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Cli.Output;

/// <summary>The orders that tags are listed in.</summary>
internal static class TagOrder
{
    /// <summary>Versions, the highest first, then all others by name.</summary>
    public const string SemanticVersion = "semver";

    /// <summary>By the characters of the name.</summary>
    public const string Name = "name";

    /// <summary>The newest image first, those without a date last.</summary>
    public const string Created = "created";

    /// <summary>Orders tags by what they are called.</summary>
    public static IReadOnlyList<string> Sort(IEnumerable<string> tags, string order)
    {
        var names = tags.Order(StringComparer.Ordinal).ToList();
        if (order == Name)
            return names;

        var versions = ReleaseTag.Among(names).Select(tag => tag.Name).ToList();
        return [.. versions, .. names.Except(versions)];
    }

    /// <summary>Orders tags by when their images were made.</summary>
    public static IReadOnlyList<TagDetail> SortByDate(IEnumerable<TagDetail> tags) => [.. tags.OrderByDescending(tag => tag.Created ?? DateTimeOffset.MinValue)];
}
