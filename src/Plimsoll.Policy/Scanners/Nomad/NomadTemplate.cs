using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Nomad;

/// <summary>
/// Jobs that Levant or nomad-pack complete: <c>[[ var "tag" . ]]</c>. What these put in may hold quotes or stand without, so that it is
/// no HCL; it is masked, character by character, so that all places stay.
/// </summary>
internal static partial class NomadTemplate
{
    /// <summary>The blocks of a job, completed or not.</summary>
    public static SourceMapping Read(string text)
    {
        var masked = text.Contains("[[", StringComparison.Ordinal) ? Action().Replace(text, match => Mask(text, match)) : text;
        return DeclarationReader.Read(masked, 0, masked.Length);
    }

    private static string Mask(string text, Match match)
    {
        var line = text.AsSpan(0, match.Index);
        line = line[(line.LastIndexOf('\n') + 1)..];

        // Quotes of actions before it are in pairs.
        if (line.Count('"') % 2 == 1)
            return match.Value.Replace('"', '\'');
        return line.IsWhiteSpace() ? new string(' ', match.Length) : "_" + new string('x', match.Length - 1);
    }

    [GeneratedRegex(@"\[\[[^\[\]\r\n]*\]\]", RegexOptions.CultureInvariant)]
    private static partial Regex Action();
}
