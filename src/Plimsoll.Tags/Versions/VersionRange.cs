using System.Diagnostics.CodeAnalysis;
using Plimsoll.Oci;

namespace Plimsoll.Tags.Versions;

/// <summary>
/// A range of versions as npm writes them: <c>&gt;=1.25 &lt;2</c>, <c>^1.2</c>, <c>~1.2.3</c>, <c>1.2.x</c>, and <c>||</c> between
/// alternatives. A prerelease is in a range only where the range names a prerelease of the same version.
/// </summary>
public sealed class VersionRange
{
    private readonly string _text;
    private readonly IReadOnlyList<IReadOnlyList<VersionBound>> _alternatives;

    internal VersionRange(string text, IReadOnlyList<IReadOnlyList<VersionBound>> alternatives) => (_text, _alternatives) = (text, alternatives);

    /// <summary>Parses a range.</summary>
    /// <exception cref="PlimsollException">The text is not a range (exit code 2).</exception>
    public static VersionRange Parse(string text) => TryParse(text, out var range, out var error)
        ? range
        : throw PlimsollException.Usage($"'{text}' is not a version range: {error}.", "Write for example '>=1.25 <2', '^1.2', '~1.2.3' or '1.2.x'; '||' separates alternatives.");

    /// <summary>Parses a range without throwing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="range">The range.</param>
    /// <param name="error">What is wrong with the text, as the end of a sentence.</param>
    internal static bool TryParse(string? text, [NotNullWhen(true)] out VersionRange? range, [NotNullWhen(false)] out string? error)
    {
        (var alternatives, error) = VersionRangeParser.Parse(text ?? "");
        range = error is null ? new VersionRange(text!.Trim(), alternatives) : null;
        return range is not null;
    }

    /// <summary>Whether a version is in the range. Build metadata does not count.</summary>
    public bool Contains(SemanticVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return _alternatives.Any(bounds => bounds.All(bound => bound.Admits(version)) && (!version.IsPrerelease || bounds.Any(bound => bound.NamesPrereleaseOf(version))));
    }

    /// <summary>Whether the version that a tag says is in the range; a suffix that names a variant (<c>-alpine</c>) does not count.</summary>
    internal bool Contains(VersionTag tag) => Contains(tag.ReleasedVersion);

    /// <summary>The range as it was written.</summary>
    public override string ToString() => _text;
}
