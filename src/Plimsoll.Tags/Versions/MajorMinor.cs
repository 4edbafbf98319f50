using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Plimsoll.Tags.Versions;

/// <summary>The first two numbers of a version.</summary>
/// <param name="Major">Not negative.</param>
/// <param name="Minor">Not negative.</param>
public readonly record struct MajorMinor(int Major, int Minor)
{
    /// <summary>Reads <c>2.1</c>, or <c>2</c> for <c>2.0</c>. Anything but digits and one dot is refused.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MajorMinor? value)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = text.Split('.');
        value = numbers.Length <= 2 && IsNumber(numbers[0], out var major) & IsNumber(numbers.Length == 2 ? numbers[1] : "0", out var minor)
            ? new MajorMinor(major, minor)
            : null;
        return value is not null;
    }

    /// <summary>The two numbers with a dot.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private static bool IsNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
