using System.Buffers;
using System.Text.RegularExpressions;

namespace Plimsoll.Tags;

/// <summary>
/// Classifies a tag by its text alone, for tags that Plimsoll did not derive itself: those in deployment files and
/// registries. Digest → immutable; <c>x.y.z</c> with any suffix → immutable; a date → immutable; 7 to 64
/// hexadecimal digits with a letter → immutable; everything else, no tag included → moving.
/// </summary>
public static partial class TagClassifier
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>Classifies a tag; <c>null</c> stands for no tag, which means <c>latest</c>.</summary>
    public static Mutability Classify(string? tag) =>
        tag is not null && (ThreePartVersion.IsMatch(tag) || Date.IsMatch(tag) || IsCommitId(tag))
            ? Mutability.Immutable
            : Mutability.Moving;

    private static bool IsCommitId(string tag)
    {
        var hex = tag.StartsWith("sha-", StringComparison.Ordinal) ? tag.AsSpan(4) : tag;
        return hex.Length is >= 7 and <= 64
            && !hex.ContainsAnyExcept(Hexadecimal)
            && (hex.ContainsAnyInRange('a', 'f') || hex.Length != tag.Length);
    }

    [GeneratedRegex(@"^v?[0-9]+\.[0-9]+\.[0-9]+.*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ThreePartVersion { get; }

    [GeneratedRegex(@"^(?:[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?:[.-][0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Date { get; }
}
