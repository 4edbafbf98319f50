using System.Globalization;
using System.Numerics;
using Plimsoll.Oci;

namespace Plimsoll.Tags.Versions;

/// <summary>The numbered prereleases with one name: <c>1.3.0-rc.1</c>, <c>1.3.0-rc.2</c>.</summary>
internal sealed class PreReleaseLine
{
    private readonly string[] _labels;

    private PreReleaseLine(string[] labels) => _labels = labels;

    /// <summary>Reads a name, which may have several parts: <c>rc</c>, <c>beta.next</c>.</summary>
    /// <exception cref="PlimsollException">It cannot stand in a version (exit code 2).</exception>
    public static PreReleaseLine Parse(string name) =>
        SemanticVersion.TryParse($"1.0.0-{name}.1", out var version) && !version.HasMetadata
            ? new PreReleaseLine(name.Split('.'))
            : throw PlimsollException.Usage($"'{name}' is not a valid prerelease name.", "Use letters, digits and dashes, such as rc, beta or alpha.");

    /// <summary>The number of a version of this line, or <c>null</c> for another.</summary>
    public BigInteger? NumberOf(SemanticVersion version, SemanticVersion core) =>
        HasCore(version, core)
        && version.ReleaseLabels.Count == _labels.Length + 1
        && version.ReleaseLabels.SkipLast(1).SequenceEqual(_labels, StringComparer.Ordinal)
        && BigInteger.TryParse(version.ReleaseLabels[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The version after the highest of the line, wherever its tag is; the first has the number 1.</summary>
    public SemanticVersion Next(SemanticVersion core, IEnumerable<SemanticVersion> existing)
    {
        var last = existing.Max(version => NumberOf(version, core)) ?? 0;
        return new SemanticVersion(core.Major, core.Minor, core.Patch, [.. _labels, (last + 1).ToString(CultureInfo.InvariantCulture)]);
    }

    /// <summary>Whether two versions are numbered prereleases of one line, as <c>1.3.0-rc.1</c> and <c>1.3.0-rc.2</c>.</summary>
    public static bool AreOfOne(SemanticVersion left, SemanticVersion right) =>
        left.ReleaseLabels.Count > 1 && new PreReleaseLine([.. left.ReleaseLabels.SkipLast(1)]) is { } line
        && line.NumberOf(left, left) is not null && line.NumberOf(right, left) is not null;

    /// <summary>Whether the three numbers of two versions are the same.</summary>
    public static bool HasCore(SemanticVersion version, SemanticVersion core) =>
        (version.Major, version.Minor, version.Patch) == (core.Major, core.Minor, core.Patch);
}
