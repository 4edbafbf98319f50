using System.Globalization;
using System.Numerics;

namespace Plimsoll.MetadataAction.JavaScript;

/// <summary>Text and numbers as JavaScript reads them, where that differs from .NET.</summary>
internal static class JavaScriptText
{
    /// <summary>White space and line ends of ECMAScript: the byte order mark is one, U+0085 is none.</summary>
    public const string WhiteSpace =
        "\t\n\v\f\r \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF";

    private static readonly char[] WhiteSpaceCharacters = WhiteSpace.ToCharArray();

    /// <summary><c>text.trim()</c>.</summary>
    public static string Trim(string text) => text.Trim(WhiteSpaceCharacters);

    /// <summary><c>Number(text)</c>: empty text is 0, and anything but a number is NaN.</summary>
    public static double Number(string text)
    {
        var trimmed = Trim(text);
        return trimmed switch
        {
            "" => 0,
            "Infinity" or "+Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            ['0', 'x' or 'X', .. var digits] => Integer(digits, 16),
            ['0', 'o' or 'O', .. var digits] => Integer(digits, 8),
            ['0', 'b' or 'B', .. var digits] => Integer(digits, 2),
            _ => trimmed.All(character => char.IsAsciiDigit(character) || character is '.' or '+' or '-' or 'e' or 'E')
                && double.TryParse(trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : double.NaN,
        };
    }

    /// <summary><c>String(number)</c>, for the whole numbers that templates hold; a very large one keeps all its digits.</summary>
    public static string Text(double number) =>
        double.IsNaN(number) ? "NaN"
        : double.IsInfinity(number) ? number > 0 ? "Infinity" : "-Infinity"
        : number == Math.Truncate(number) ? new BigInteger(number).ToString(CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);

    private static double Integer(string digits, int radix)
    {
        var value = 0.0;
        foreach (var digit in digits)
        {
            var number = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (number >= radix)
                return double.NaN;
            value = (value * radix) + number;
        }
        return digits.Length == 0 ? double.NaN : value;
    }
}
