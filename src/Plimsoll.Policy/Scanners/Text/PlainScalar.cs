using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Policy.Scanners.Text;

/// <summary>
/// What the YAML of Go, which Helm and Kustomize read, makes of a scalar without quotes: a text, or a number or boolean that
/// comes back as another text.
/// </summary>
internal static partial class PlainScalar
{
    // From here on, and below the other, Go writes floating numbers with an exponent.
    private const double Large = 1e6;
    private const double Small = 1e-4;

    /// <summary>The text that a program gets where it expects one; <c>null</c> where that differs from one version to another.</summary>
    /// <param name="scalar">The scalar; one in quotes is a text as it is.</param>
    /// <param name="inTemplate">Whether a template prints it, to which a whole number may be a floating one, too.</param>
    public static string? Rendered(SourceScalar scalar, bool inTemplate) => scalar.IsPlain ? Rendered(scalar.Value, inTemplate) : scalar.Value;

    /// <summary>The same of the text of a scalar without quotes.</summary>
    public static string? Rendered(string text, bool inTemplate)
    {
        if (IsTrue(text))
            return "true";
        if (IsFalse(text))
            return "false";
        if (IsString(text))
            return text;

        if (Integer().Match(Plain(text)) is { Success: true } integer)
            return Magnitude(integer) is { } magnitude && !(inTemplate && magnitude >= Large)
                ? (integer.Groups["sign"].Value == "-" && magnitude > 0 ? "-" : "") + magnitude.ToString(CultureInfo.InvariantCulture)
                : null;
        return Floating(text) is { } number ? Rendered(number, inTemplate) : null;
    }

    /// <summary>Whether templates take the scalar for nothing, as <c>default</c> does: zero and false are.</summary>
    public static bool IsZero(SourceScalar scalar) => scalar.IsPlain && !IsString(scalar.Value) && Rendered(scalar.Value, inTemplate: true) is "0" or "-0" or "false";

    /// <summary>Whether the scalar is a text without quotes, too: neither number nor boolean nor nothing.</summary>
    public static bool IsString(string text) =>
        !(IsTrue(text) || IsFalse(text) || text is "" or "~" or "null" or "Null" or "NULL"
            || NoNumber().IsMatch(text) || Integer().IsMatch(Plain(text)) || Floating(text) is not null);

    private static bool IsTrue(string text) => text is "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y";

    private static bool IsFalse(string text) => text is "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N";

    /// <summary>A number without its underscores, which may stand anywhere but at its start.</summary>
    private static string Plain(string text) => text is ['_' or '.', ..] ? text : text.Replace("_", "", StringComparison.Ordinal);

    private static ulong? Magnitude(Match integer) =>
        integer.Groups["hexadecimal"] is { Success: true } hexadecimal ? Convert.ToUInt64(hexadecimal.Value, 16)
        : integer.Groups["binary"] is { Success: true } binary ? Convert.ToUInt64(binary.Value, 2)
        : integer.Groups["octal"] is { Success: true } octal ? Convert.ToUInt64(octal.Value, 8)
        : ulong.TryParse(integer.Groups["decimal"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    /// <summary>A floating number; one that is too large for any is a text.</summary>
    private static double? Floating(string text) =>
        Number().IsMatch(Plain(text)) && double.Parse(Plain(text), CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number : null;

    private static string? Rendered(double number, bool inTemplate)
    {
        // Where a text is expected, the number is written with the digits of single precision.
        var written = inTemplate ? number : (float)number;
        if (written != 0 && Math.Abs(written) is < Small or >= Large)
            return null;
        return inTemplate ? number.ToString("R", CultureInfo.InvariantCulture) : ((float)number).ToString("R", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    // With more digits, or an 8 behind a zero, it is a floating number or a text.
    [GeneratedRegex(@"^(?<sign>[-+]?)(0[xX](?<hexadecimal>[0-9a-fA-F]{1,16})|0[bB](?<binary>[01]{1,64})|0[oO]?(?<octal>[0-7]{1,21})|(?<decimal>0|[1-9][0-9]*))\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Integer();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NoNumber();
}
