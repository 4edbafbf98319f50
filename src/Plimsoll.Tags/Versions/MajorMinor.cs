using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Plimsoll.Tags.Versions;

/// <summary>The first two numbers of a version.</summary>
/// <param name="Major">Not negative.</param>
/// <param name="Minor">Not negative.</param>
public readonly record struct MajorMinor(BigInteger Major, BigInteger Minor)
{
    /// <summary>Parses <c>2.1</c>, or <c>2</c> for <c>2.0</c>: a <see cref="VersionLine"/> without <c>v</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MajorMinor? value)
    {
        ArgumentNullException.ThrowIfNull(text);
        value = VersionLine.TryParse(text, out var line) && char.IsAsciiDigit(text[0])
            && (line.HasMinor ? $"{line}" : $"{line}.0").Split('.') is [var major, var minor]
            ? new MajorMinor(BigInteger.Parse(major, CultureInfo.InvariantCulture), BigInteger.Parse(minor, CultureInfo.InvariantCulture))
            : null;
        return value is not null;
    }

    /// <summary>The two numbers with a dot.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
