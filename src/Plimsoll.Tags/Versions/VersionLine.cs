using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Plimsoll.Tags.Versions;

/// <summary>
/// A line of releases as a tag names it: <c>2</c> or <c>2.1</c>, also <c>v2</c> or <c>V2.1</c>. The one grammar of such tags.
/// </summary>
internal sealed partial record VersionLine
{
    private readonly string _major;
    private readonly string? _minor;

    // Texts, not numbers: a tag such as 99999999999 has the form of a line too, although no version is that high.
    private VersionLine(string major, string? minor) => (_major, _minor) = (major, minor);

    /// <summary>Parses a tag. Case is ignored; anything before an optional <c>v</c> or after the numbers is not a line.</summary>
    public static bool TryParse(string? tag, [NotNullWhen(true)] out VersionLine? line)
    {
        line = tag is not null && Grammar.Match(tag) is { Success: true } match
            ? new VersionLine(match.Groups["major"].Value, match.Groups["minor"] is { Success: true } minor ? minor.Value : null)
            : null;
        return line is not null;
    }

    /// <summary>Whether the line has a minor version: <c>2.1</c>, not <c>2</c>.</summary>
    public bool HasMinor => _minor is not null;

    /// <summary>Whether a version belongs to the line.</summary>
    public bool Contains(SemanticVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return _major == $"{version.Major}" && (_minor is null || _minor == $"{version.Minor}");
    }

    /// <summary>The numbers, without <c>v</c>.</summary>
    public override string ToString() => _minor is null ? _major : $"{_major}.{_minor}";

    [GeneratedRegex(@"\Av?(?<major>[0-9]+)(?:\.(?<minor>[0-9]+))?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Grammar { get; }
}
