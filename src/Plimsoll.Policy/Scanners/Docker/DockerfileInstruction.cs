using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>
/// One instruction with its continuation lines joined. <paramref name="offsets"/> has the place in the file of each
/// character of <paramref name="text"/>.
/// </summary>
internal sealed class DockerfileInstruction(string text, IReadOnlyList<int> offsets, char escape)
{
    private const string OnBuildKeyword = "ONBUILD";

    private List<DockerfileWord>? _words;

    /// <summary>The whole instruction.</summary>
    public string Text { get; } = text;

    /// <summary>The places in the file of its characters.</summary>
    public IReadOnlyList<int> Offsets { get; } = offsets;

    /// <summary>The places in the file of its here-documents, without the lines that end them.</summary>
    public IReadOnlyList<TextRange> Documents { get; set; } = [];

    /// <summary>Whether it is left for the build of a child image.</summary>
    public bool IsOnBuild => Words.Count > 1 && Words[0].Is(OnBuildKeyword);

    /// <summary>The keyword, behind ONBUILD where that stands before it.</summary>
    public DockerfileWord Keyword => Words[IsOnBuild ? 1 : 0];

    /// <summary>Words that start with <c>--</c>, up to the first that does not.</summary>
    public IEnumerable<DockerfileWord> Flags => AfterKeyword.TakeWhile(word => word.Text.StartsWith("--", StringComparison.Ordinal));

    /// <summary>The words behind the flags.</summary>
    public IEnumerable<DockerfileWord> Arguments => AfterKeyword.SkipWhile(word => word.Text.StartsWith("--", StringComparison.Ordinal));

    private IEnumerable<DockerfileWord> AfterKeyword => Words.Skip(IsOnBuild ? 2 : 1);

    private List<DockerfileWord> Words => _words ??= Split();

    /// <summary>The names that end the here-documents this instruction starts, in order; only RUN, COPY and ADD have any.</summary>
    public IEnumerable<(string Name, bool StripsTabs)> HereDocuments()
    {
        if (!Text.Contains("<<", StringComparison.Ordinal) || !(Keyword.Is("RUN") || Keyword.Is("COPY") || Keyword.Is("ADD")))
            yield break;

        var words = AfterKeyword.ToList();
        for (var i = 0; i < words.Count; i++)
        {
            var rest = words[i].Text.AsSpan().TrimStart("0123456789");
            if (!rest.StartsWith("<<", StringComparison.Ordinal))
                continue;

            rest = rest[2..];
            var stripsTabs = rest.StartsWith("-", StringComparison.Ordinal);
            var name = (stripsTabs ? rest[1..] : rest).ToString();

            // The name may stand apart: << EOF
            if (name.Length == 0 && i + 1 < words.Count)
                name = words[++i].Text;
            if (name.Contains('<'))
                continue;

            name = name.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
            if (name.Length > 0)
                yield return (name, stripsTabs);
        }
    }

    /// <summary>Splits at white space outside quotes.</summary>
    private List<DockerfileWord> Split()
    {
        var words = new List<DockerfileWord>();
        for (var i = 0; i < Text.Length;)
        {
            if (char.IsWhiteSpace(Text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            var quote = '\0';
            for (; i < Text.Length && (quote != '\0' || !char.IsWhiteSpace(Text[i])); i++)
            {
                // What a template puts in is one word, however it is spaced.
                if (quote == '\0' && Text.AsSpan(i).StartsWith("{{") && Text.IndexOf("}}", i, StringComparison.Ordinal) is var close and > 0)
                    i = close + 1;
                else if (Text[i] == escape && quote != '\'' && i + 1 < Text.Length)
                    i++;
                else if (quote == '\0' ? Text[i] is '"' or '\'' : Text[i] == quote)
                    quote = quote == '\0' ? Text[i] : '\0';
            }

            i = Math.Min(i, Text.Length);
            words.Add(new DockerfileWord(Text[start..i], start, Offsets));
        }

        return words;
    }
}
