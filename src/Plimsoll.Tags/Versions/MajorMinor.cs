using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Plimsoll.Tags.Versions;

/// <summary>The first two numbers of a version.</summary>
/// <param name="Major">Not negative.</param>
/// <param name="Minor">Not negative.</param>
public readonly record struct MajorMinor(int Major, int Minor)
{
    /// <summary>Parses <c>2.1</c>, or <c>2</c> for <c>2.0</c>: a <see cref="VersionLine"/> without <c>v</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MajorMinor? value)
    {
        ArgumentNullException.ThrowIfNull(text);
        value = null;
        if (VersionLine.TryParse(text, out var line) && char.IsAsciiDigit(text[0])
            && Version.TryParse(line.HasMinor ? $"{line}" : $"{line}.0", out var numbers))
            value = new MajorMinor(numbers.Major, numbers.Minor);
        return value is not null;
    }

    /// <summary>The two numbers with a dot.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
