namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>Commands that run another one, which they are given as words or as a script.</summary>
internal static class ShellWrapper
{
    private static readonly string[] Valued = ["-executionpolicy", "-ep", "-ex", "-exec", "-version", "-windowstyle", "-w", "-outputformat", "-inputformat", "-workingdirectory", "-wd"];

    // The options of ssh that take a value.
    private const string SshValued = "BbcDEeFIiJLlmOopQRSWw";

    /// <summary>The script that a command is given as one word, and its language: <c>sh -c '…'</c>, <c>eval "…"</c>, <c>ssh host "…"</c>, <c>pwsh -Command "…"</c>.</summary>
    public static (ShellWord Script, ScriptLanguage Language)? Script(ShellCommand command)
    {
        var words = command.Words;
        var name = CommandPrefix.End(words);
        if (name + 1 >= words.Count)
            return null;

        var tool = words[name].Text;
        if (tool == "eval")
            return words.Count == name + 2 ? (words[name + 1], ScriptLanguage.Posix) : null;
        if (tool.Equals("iex", StringComparison.OrdinalIgnoreCase) || tool.Equals("Invoke-Expression", StringComparison.OrdinalIgnoreCase))
            return words[^1].IsQuoted ? (words[^1], ScriptLanguage.PowerShell) : null;

        if (tool == "ssh")
            return Remote(words, name) is { } remote && remote == words.Count - 1 ? (words[remote], ScriptLanguage.Posix) : null;

        return ScriptLanguages.Of(tool) switch
        {
            ScriptLanguage.Posix => OfShell(words, name) is { } script ? (script, ScriptLanguage.Posix) : null,
            ScriptLanguage.PowerShell => OfPowerShell(words, name) is { } first && first == words.Count - 1 ? (words[first], ScriptLanguage.PowerShell) : null,
            ScriptLanguage.Batch => OfBatch(words, name) is { } first && first == words.Count - 1 ? (words[first], ScriptLanguage.Batch) : null,
            _ => null,
        };
    }

    /// <summary>A command without what runs it: <c>minikube kubectl --</c>, <c>k3s ctr</c>, <c>lima nerdctl</c>, <c>cmd /c docker</c>, <c>wsl docker</c>.</summary>
    public static (IReadOnlyList<ShellWord> Words, int Name, string Tool) Without(IReadOnlyList<ShellWord> words, int name, string tool)
    {
        var inner = tool switch
        {
            "k3s" or "microk8s" or "lima" or "minikube" => name + 1,
            "wsl" => Index(words, name + 1, static word => !word.StartsWith('-')),
            "pwsh" or "powershell" => OfPowerShell(words, name) ?? words.Count,
            "cmd" => OfBatch(words, name) ?? words.Count,
            "ssh" when Remote(words, name) is { } remote => remote + CommandPrefix.End([.. words.Skip(remote)]),
            _ => words.Count,
        };
        if (inner + 1 >= words.Count)
            return (words, name, tool);

        // The tool's own words start behind the dashes.
        return words[inner + 1].Text == "--"
            ? ([.. words.Take(inner + 1), .. words.Skip(inner + 2)], inner, ShellNames.Tool(words[inner].Text))
            : (words, inner, ShellNames.Tool(words[inner].Text));
    }

    /// <summary>Where the command starts that another machine runs: behind the options, and the machine's name.</summary>
    private static int? Remote(IReadOnlyList<ShellWord> words, int name)
    {
        var i = name + 1;
        while (i < words.Count && words[i].Text is ['-', .., var last])
            i += SshValued.Contains(last) && words[i].Text.Length == 2 ? 2 : 1;
        return i + 1 < words.Count ? i + 1 : null;
    }

    private static ShellWord? OfShell(IReadOnlyList<ShellWord> words, int name)
    {
        for (var i = name + 1; i + 1 < words.Count && words[i].Text.StartsWith('-'); i++)
            if (words[i].Text.EndsWith('c') && !words[i].Text.StartsWith("--", StringComparison.Ordinal))
                return words[i + 1];
        return null;
    }

    /// <summary>Where the command starts that PowerShell is given; without an option that says so, it is one all the same.</summary>
    private static int? OfPowerShell(IReadOnlyList<ShellWord> words, int name)
    {
        for (var i = name + 1; i < words.Count; i++)
        {
            var option = words[i].Text.ToLowerInvariant();
            if (option is "-c" or "-command")
                return i + 1 < words.Count ? i + 1 : null;
            if (option is "-f" or "-file" or "-e" or "-ec" or "-encodedcommand")
                return null;
            if (!option.StartsWith('-'))
                return i;
            if (Valued.Contains(option, StringComparer.Ordinal))
                i++;
        }

        return null;
    }

    private static int? OfBatch(IReadOnlyList<ShellWord> words, int name)
    {
        var option = Index(words, name + 1, static word => word is "/c" or "/C" or "/k" or "/K");
        return option + 1 < words.Count ? option + 1 : null;
    }

    private static int Index(IReadOnlyList<ShellWord> words, int start, Func<string, bool> accepts)
    {
        while (start < words.Count && !accepts(words[start].Text))
            start++;
        return start;
    }
}
