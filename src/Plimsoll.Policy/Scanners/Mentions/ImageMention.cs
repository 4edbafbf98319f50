using System.Buffers;
using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Expressions;

namespace Plimsoll.Policy.Scanners.Mentions;

/// <summary>
/// Tells whether a text of an unknown kind names an image: a reference with a tag, a digest or a registry behind a key that
/// ends in <c>image</c>, behind <c>FROM</c>, or in a command that runs or pulls it. Conservative: a word alone is none.
/// </summary>
internal static partial class ImageMention
{
    private static readonly SearchValues<string> Keys = SearchValues.Create(["image", "from"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("_-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<string> Engines = SearchValues.Create(["docker", "podman", "nerdctl"], StringComparison.Ordinal);

    /// <summary>Where the first one starts, or <c>null</c>.</summary>
    public static int? Find(string text) => FindAll(text).Select(offset => (int?)offset).FirstOrDefault();

    /// <summary>Where they start: those behind keys, then those in commands.</summary>
    public static IEnumerable<int> FindAll(string text)
    {
        foreach (var offset in FindKeys(text))
            yield return offset;

        foreach (var offset in Commands(text))
            yield return offset;
        foreach (var offset in OfTools(text))
            yield return offset;
    }

    /// <summary>Where those start that tools of no kind here run for a step: an unknown file may be one of theirs.</summary>
    public static IEnumerable<int> FindSteps(string text) =>
        Commands(text, static (text, offset) => Step().IsMatch(text.AsSpan(text.LastIndexOf('\n', offset) + 1)[..(offset - text.LastIndexOf('\n', offset) - 1)])).Concat(OfTools(text));

    private static IEnumerable<int> Commands(string text, Func<string, int, bool>? isWanted = null)
    {
        // The options of a command have values of their own.
        foreach (var match in Matches(text, Command(), Engines, static (_, _) => true))
            foreach (Capture word in match.Groups["word"].Captures)
                if (ReferenceText.IsCertain(word.Value.TrimEnd('"', '\'', ')', ',')) && isWanted?.Invoke(text, match.Index) != false)
                {
                    yield return word.Index;
                    break;
                }
    }

    /// <summary>Hooks of pre-commit that are images, and resources of Concourse.</summary>
    private static IEnumerable<int> OfTools(string text)
    {
        IEnumerable<Match> hooks = text.Contains("language: docker_image", StringComparison.Ordinal) ? Hook().Matches(text) : [];
        IEnumerable<Match> resources = text.Contains("registry-image", StringComparison.Ordinal) || text.Contains("type: docker-image", StringComparison.Ordinal) ? Resource().Matches(text) : [];
        return hooks.Concat(resources).Select(static match => match.Groups["image"]).Where(static image => ReferenceText.IsReference(image.Value)).Select(static image => image.Index);
    }

    /// <summary>Where those start that stand behind keys and <c>FROM</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isKnown">Whether an offset is that of an image which need not be looked at; it may be named all the same. The default is none.</param>
    public static IEnumerable<int> FindKeys(string text, Func<int, bool>? isKnown = null)
    {
        foreach (var match in Matches(text, Key(), Keys, (text, offset) => MayBeKey(text, offset, isKnown)))
            if (match.Groups["image"] is { } image && IsImage(image.Value))
                yield return image.Index;
    }

    /// <summary>Whether a text behind a key is an image. Those of AWS CodeBuild are machines that it has, and in no registry.</summary>
    public static bool IsImage(string text) => ReferenceText.IsCertain(text) && !text.StartsWith("aws/codebuild/", StringComparison.Ordinal);

    /// <summary>The matches line by line, of the lines only that hold one of the words: most hold none.</summary>
    private static IEnumerable<Match> Matches(string text, Regex regex, SearchValues<string> words, Func<string, int, bool> isWanted)
    {
        for (var position = 0; position < text.Length;)
        {
            var found = text.AsSpan(position).IndexOfAny(words);
            if (found < 0)
                yield break;

            if (!isWanted(text, position + found))
            {
                position += found + 1;
                continue;
            }

            var start = text.LastIndexOf('\n', position + found) + 1;
            var end = text.IndexOf('\n', position + found) is var next and >= 0 ? next : text.Length;
            for (var match = regex.Match(text, start, end - start); match.Success; match = match.NextMatch())
                yield return match;
            position = end + 1;
        }
    }

    /// <summary>Whether the word at an offset is the end of a key, or <c>FROM</c> at the start of a line: a text that talks of images is not searched further.</summary>
    private static bool MayBeKey(string text, int offset, Func<int, bool>? isKnown)
    {
        if (text[offset] is 'f' or 'F')
            return text.AsSpan(0, offset).TrimEnd(" \t") is [] or [.., '\n'];

        var rest = text.AsSpan(offset + "image".Length);
        var behind = rest.IndexOfAnyExcept(NameCharacters);
        if (behind < 0)
            return false;

        rest = rest[behind..].TrimStart("\"' \t");
        return rest.Length > 0 && rest[0] is ':' or '=' && isKnown?.Invoke(text.Length - rest.TrimStart(":=>\"' \t").Length) != true;
    }

    /// <summary>A cheap test of raw bytes.</summary>
    public static bool MayStandIn(ReadOnlySpan<byte> content) =>
        content.IndexOf("mage"u8) >= 0 || content.IndexOf("FROM "u8) >= 0 || content.IndexOf("docker"u8) >= 0 || content.IndexOf("podman"u8) >= 0;

    [GeneratedRegex(@"(?:(?:^|[\s{(\[,""'])[\w.-]*image(?:[_-]?(?:name|uri|url|ref|reference))?[""']?[ \t]*(?::=|:|=>?)[ \t]*[""']?|^[ \t]*FROM[ \t]+(?:-{2}platform=\S+[ \t]+)?)(?<image>[a-z0-9][\w.:/@-]*)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    // Where a command starts in YAML, not where a sentence has one: "- docker", "run: sudo docker", "ps: cd x && docker".
    [GeneratedRegex(@"^[\s-]*(?:[\w.-]+:[ \t]+){0,2}[""']?(?:[^#]*(?:&&|;|\|)[ \t]*)?(?:sudo[ \t]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Step();

    [GeneratedRegex(@"^[ \t-]*entry:[ \t]*[""']?(?:-{2}entrypoint[ \t]+\S+[ \t]+)?(?<image>[a-z0-9][\w.:/@-]*[:@][\w.:@-]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Hook();

    [GeneratedRegex(@"(?:^|[\s{,])repository:[ \t]*[""']?(?<image>[a-z0-9][\w.:/@-]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Resource();

    [GeneratedRegex(@"\b(?:docker|podman|nerdctl)[ \t]+(?:container[ \t]+|image[ \t]+)?(?:run|pull|create)(?:[ \t]+(?<word>\S+))+", RegexOptions.CultureInvariant)]
    private static partial Regex Command();
}
