using System.Globalization;
using System.Text.RegularExpressions;

namespace Plimsoll.Policy.Pinning;

/// <summary>What YAML makes of a scalar without quotes: a text, or a number or boolean that comes back as another text.</summary>
internal static partial class PlainScalar
{
    // Go prints larger numbers with an exponent.
    private const double Large = 1e21;
    private const double LargeInTemplate = 1e6;

    /// <summary>The text that a program of Go gets where it expects one.</summary>
    /// <param name="text">The scalar.</param>
    /// <param name="inTemplate">Whether a template prints it, to which every number is a floating one.</param>
    public static string Rendered(string text, bool inTemplate)
    {
        if (text.ToUpperInvariant() is "TRUE" or "YES" or "ON")
            return "true";
        if (text.ToUpperInvariant() is "FALSE" or "NO" or "OFF")
            return "false";
        if (IsString(text))
            return text;

        var digits = text.Replace("_", "", StringComparison.Ordinal).TrimStart('+');
        var number = Based().Match(digits) is { Success: true } based
            ? Convert.ToDouble(Convert.ToUInt64(based.Groups["digits"].Value, based.Groups["base"].Value switch { "0x" => 16, "0b" => 2, _ => 8 }))
            : double.Parse(digits, CultureInfo.InvariantCulture);
        var isLarge = Math.Abs(number) >= (inTemplate || !Whole().IsMatch(digits) ? LargeInTemplate : Large);
        return number.ToString(isLarge ? "0.################e+00" : "R", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the scalar is a text without quotes, too: neither number nor boolean nor nothing.</summary>
    public static bool IsString(string text) =>
        !(text.ToUpperInvariant() is "TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N" or "NULL" or "~" or "" or ".INF" or ".NAN" || Number().IsMatch(text) || Based().IsMatch(text));

    [GeneratedRegex(@"^[-+]?(\d[\d_]*(\.[\d_]*)?|\.[\d_]+)([eE][-+]?\d+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?<base>0x|0b|0o|0)(?<digits>(?<=0x)[\da-fA-F]{1,16}|(?<=0b)[01]{1,64}|(?<=0|0o)[0-7]{1,21})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Based();

    [GeneratedRegex(@"^-?\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
