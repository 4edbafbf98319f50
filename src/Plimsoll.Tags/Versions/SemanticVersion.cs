using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Plimsoll.Tags.Versions;

/// <summary>
/// A version by Semantic Versioning 2.0 (semver.org), whose numbers may be of any size: <c>1.0.20261129131546</c> is one.
/// Two are equal where their texts are; what comes first <see cref="SemanticVersionOrder"/> tells.
/// </summary>
public sealed partial record SemanticVersion
{
    private readonly string[] _labels;

    /// <summary>Makes a version.</summary>
    /// <param name="major">The first number, not negative.</param>
    /// <param name="minor">The second number, not negative.</param>
    /// <param name="patch">The third number, not negative.</param>
    /// <param name="releaseLabels">The identifiers of the prerelease, valid by SemVer; none for a stable version.</param>
    /// <param name="metadata">The build metadata, valid by SemVer; <c>null</c> or empty for none.</param>
    public SemanticVersion(BigInteger major, BigInteger minor, BigInteger patch, IEnumerable<string>? releaseLabels = null, string? metadata = null)
    {
        (Major, Minor, Patch) = (major, minor, patch);
        _labels = [.. releaseLabels ?? []];
        Metadata = metadata ?? "";
    }

    /// <summary>The first number.</summary>
    public BigInteger Major { get; }

    /// <summary>The second number.</summary>
    public BigInteger Minor { get; }

    /// <summary>The third number.</summary>
    public BigInteger Patch { get; }

    /// <summary>The identifiers of the prerelease: <c>rc</c> and <c>1</c> of <c>rc.1</c>. None for a stable version.</summary>
    public IReadOnlyList<string> ReleaseLabels => _labels;

    /// <summary>The build metadata without its <c>+</c>; empty for none.</summary>
    public string Metadata { get; }

    /// <summary>The prerelease without its dash; empty for a stable version.</summary>
    public string Release => string.Join('.', _labels);

    /// <summary>Whether it is a prerelease.</summary>
    public bool IsPrerelease => _labels.Length > 0;

    /// <summary>Whether there is build metadata.</summary>
    public bool HasMetadata => Metadata.Length > 0;

    /// <summary>Parses a version strictly: three numbers without leading zeros, no <c>v</c>, no white space.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SemanticVersion? version)
    {
        version = text is not null && Grammar.Match(text) is { Success: true } match
            ? new SemanticVersion(
                Number(match.Groups["major"]), Number(match.Groups["minor"]), Number(match.Groups["patch"]),
                match.Groups["release"] is { Success: true } release ? release.Value.Split('.') : null,
                match.Groups["metadata"].Value)
            : null;
        return version is not null;
    }

    /// <summary>Parses a version as <see cref="TryParse"/> does.</summary>
    /// <exception cref="FormatException">It is not a semantic version.</exception>
    public static SemanticVersion Parse(string text) => TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is not a semantic version.");

    /// <summary>The version with build metadata: <c>2.1.0-rc.1+build.5</c>.</summary>
    public string ToFullString() => HasMetadata ? $"{ToNormalizedString()}+{Metadata}" : ToNormalizedString();

    /// <summary>The version without build metadata: <c>2.1.0-rc.1</c>.</summary>
    public string ToNormalizedString()
    {
        var core = string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
        return IsPrerelease ? $"{core}-{Release}" : core;
    }

    /// <summary>The version with build metadata.</summary>
    public override string ToString() => ToFullString();

    /// <inheritdoc/>
    public bool Equals(SemanticVersion? other) => other is not null && ToFullString() == other.ToFullString();

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToFullString());

    private static BigInteger Number(Group group) => BigInteger.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The grammar at the end of the specification.</summary>
    [GeneratedRegex(
        """
        \A(?<major>0|[1-9][0-9]*)\.(?<minor>0|[1-9][0-9]*)\.(?<patch>0|[1-9][0-9]*)
        (?:-(?<release>(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*))?
        (?:\+(?<metadata>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar { get; }
}
