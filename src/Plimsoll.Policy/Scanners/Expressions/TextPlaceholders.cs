using System.Text.RegularExpressions;

namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>
/// Marks what other tools replace before an image is used: <c>{{x}}</c>, <c>&lt;x&gt;</c>, <c>%x%</c>, <c>@X@</c>, <c>#{x}#</c>,
/// <c>[[x]]</c>, <c>__x__</c>, words in capitals. Only texts that are no reference as they stand are looked at.
/// </summary>
internal static partial class TextPlaceholders
{
    private const string Ko = "ko://";

    private static readonly string UnknownText = ImageUse.Unknown.ToString();

    /// <summary>Why the text is not the image yet, a clause, or <c>null</c> for the usual reason.</summary>
    public static string? Reason(string text) => text.StartsWith(Ko, StringComparison.Ordinal) ? "ko builds it and puts the image in its place" : null;

    /// <summary>The text with placeholders as <see cref="ImageUse.Unknown"/>, or <c>null</c> where it has none.</summary>
    public static string? Mark(string text)
    {
        if (text.StartsWith(Ko, StringComparison.Ordinal))
            return UnknownText;

        var marked = Capitals().Replace(Delimited().Replace(text, UnknownText), UnknownText);
        return marked == text ? null : marked;
    }

    /// <summary>Whether a tag is a word that stands for one: <c>TAG</c>, <c>IMAGE_TAG</c>, <c>APP_VERSION</c>.</summary>
    public static bool IsTag(string tag) => TagInCapitals().IsMatch(tag);

    [GeneratedRegex(@"\{\{.*?\}\}|\[\[.*?\]\]|<%.*?%>|<[\w .-]+>|#\{[^}]*\}#?|%%?[A-Za-z_][\w.-]*%%?|@[A-Za-z_][\w.-]*@|__[A-Za-z][\w-]*?__", RegexOptions.CultureInvariant)]
    private static partial Regex Delimited();

    // A part of a repository has no capitals, and a host in capitals alone has no dot.
    [GeneratedRegex(@"(?<=^|/)[A-Z][A-Z0-9_-]*(?=$|/|:|@)", RegexOptions.CultureInvariant)]
    private static partial Regex Capitals();

    [GeneratedRegex(@"^(?:[A-Z0-9]+_)*(?:TAG|VERSION|SHA|COMMIT|DIGEST|PLACEHOLDER|CHANGEME|CHANGE_ME|REPLACE_ME|REPLACEME)$", RegexOptions.CultureInvariant)]
    private static partial Regex TagInCapitals();
}
