namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>The packages that source code imports, by their full names, each with the name it has in the file.</summary>
internal sealed class CodeImports
{
    private readonly List<(string Path, string Name)> _imports = [];

    public CodeImports(CodeFile file)
    {
        for (var i = 0; i < file.Tokens.Count; i++)
        {
            if (file.Tokens[i].Text is { Holes.Count: 0 } text)
                AddText(file, i, text.Value);
            else if (file.Word(i) is "using" or "import" or "from")
                AddWords(file, i + 1);
            else if (file.Language == CodeLanguage.Go && file.IsWord(i, "func"))
                break;
        }
    }

    /// <summary>Whether a package is imported whose full name is accepted.</summary>
    public bool Any(Func<string, bool> accepts) => _imports.Exists(import => accepts(import.Path));

    /// <summary>Whether a name of the file stands for a package whose full name is accepted.</summary>
    public bool IsName(string? name, Func<string, bool> accepts) => name is not null && _imports.Exists(import => import.Name == name && accepts(import.Path));

    /// <summary>Go's and JavaScript's packages are texts.</summary>
    private void AddText(CodeFile file, int i, string path)
    {
        if (file.Language == CodeLanguage.Go && path.Contains('/'))
        {
            // A module's version is no name, and neither is the mark of Go's own modules.
            var last = path.Split('/').Last(part => part.Length < 2 || part[0] != 'v' || part.AsSpan(1).ContainsAnyExceptInRange('0', '9'));
            var alias = file.Word(i - 1);
            _imports.Add((path, alias is null or "import" ? last.EndsWith("-go", StringComparison.Ordinal) ? last[..^3] : last : alias));
        }
        else if (file.Language == CodeLanguage.JavaScript && (file.Word(i - 1) is "from" or "import" || (file.IsMark(i - 1, '(') && file.Word(i - 2) is "require" or "import")))
        {
            _imports.Add((path, path));
        }
    }

    private void AddWords(CodeFile file, int i)
    {
        if (file.Language is CodeLanguage.Go or CodeLanguage.JavaScript)
            return;

        while (file.Word(i) is "static" or "global")
            i++;
        if (file.IsMark(i + 1, '='))
            i += 2;
        var path = file.Word(i) ?? "";
        for (; file.IsMark(i + 1, '.') && file.Word(i + 2) is { } next; i += 2)
            path += "." + next;
        _imports.Add((path, path));
    }
}
