namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>Names of images that get their tags later, in Java and Kotlin: <c>DockerImageName.parse("mysql").withTag("8.0.35")</c>.</summary>
internal sealed class TestcontainersNames(CodeFile file)
{
    private Dictionary<string, CodeArgument?>? _named;
    private HashSet<string>? _tagged;

    /// <summary>Whether a name that is parsed is used with a tag that stands elsewhere, and so not as it is.</summary>
    /// <param name="parse">The token of <c>parse</c>.</param>
    /// <param name="close">The end of its call.</param>
    public bool IsTagged(int parse, int close) =>
        IsWithTag(close) || (Constant(parse) is { } constant && (_tagged ??= [.. Enumerable.Range(0, file.Tokens.Count).Where(IsWithTag).Select(file.Word).OfType<string>()]).Contains(constant));

    /// <summary>The name that a tag is given to; <c>null</c> where that is not in the file.</summary>
    /// <param name="withTag">The token of <c>withTag</c>.</param>
    public CodeArgument? Of(int withTag)
    {
        if (!file.IsMark(withTag - 1, '.'))
            return null;
        if (file.IsMark(withTag - 2, ')'))
            return Parsed(file.Partner(withTag - 2) - 1);

        _named ??= ByConstant();
        return file.Word(withTag - 2) is { } constant ? _named.GetValueOrDefault(constant) : null;
    }

    private Dictionary<string, CodeArgument?> ByConstant()
    {
        var named = new Dictionary<string, CodeArgument?>(StringComparer.Ordinal);
        for (var i = 0; i < file.Tokens.Count; i++)
            if (file.IsWord(i, "parse") && Constant(i) is { } constant)
                named[constant] = named.ContainsKey(constant) ? null : Parsed(i);
        return named;
    }

    private bool IsWithTag(int before) => file.IsMark(before + 1, '.') && file.IsWord(before + 2, "withTag");

    /// <summary>What is given to <c>DockerImageName.parse(…)</c>, whose <c>parse</c> is here.</summary>
    private CodeArgument? Parsed(int parse) =>
        file.IsWord(parse, "parse") && file.IsWord(parse - 2, "DockerImageName") && file.CallOf(parse) is { } open && file.Arguments(open) is [var name] ? name : null;

    /// <summary>The constant that is made of a parsed name: <c>NAME = DockerImageName.parse(…)</c>.</summary>
    private string? Constant(int parse)
    {
        if (!file.IsMark(parse - 3, '='))
            return null;

        // val name: DockerImageName = …
        return file.IsMark(parse - 5, ':') ? file.Word(parse - 6) : file.Word(parse - 4);
    }
}
