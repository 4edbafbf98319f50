namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>What can stand before the name of a command: keywords, assignments, and commands that run another.</summary>
internal static class CommandPrefix
{
    // With the options that take a value as a word of its own.
    private static readonly Dictionary<string, string> Runners = new(StringComparer.Ordinal)
    {
        ["sudo"] = "-u -g -h -p -C -r -t -U -T -D -R --user --group --host --prompt --chdir",
        ["doas"] = "-u -C",
        ["env"] = "-u -C --unset --chdir",
        ["time"] = "-f -o",
        ["nice"] = "-n --adjustment",
        ["ionice"] = "-c -n",
        ["nohup"] = "",
        ["exec"] = "-a",
        ["command"] = "",
        ["builtin"] = "",
        ["stdbuf"] = "-i -o -e",
        ["timeout"] = "-s -k --signal --kill-after",
        ["xargs"] = "-n -I -P -L -d -a -s -E --max-args --max-procs --max-lines --delimiter --arg-file --replace",
        ["travis_retry"] = "",
        ["cross-env"] = "",
        ["cross-env-shell"] = "",
        ["sshpass"] = "-f -d -p -P",
    };

    /// <summary>The offset among the words of the command's own name; the number of words where there is none.</summary>
    public static int End(IReadOnlyList<ShellWord> words)
    {
        var i = 0;
        while (i < words.Count)
        {
            var word = words[i];
            if (IsKeyword(word) || ShellNames.AssignmentEnd(word.Text) > 0)
                i++;
            else if (word.IsLiteral && Runners.TryGetValue(word.Text, out var valued))
                i = SkipOptions(words, i + 1, valued, hasDuration: word.Text == "timeout");
            else
                break;
        }

        return i;
    }

    /// <summary>Whether a word begins a compound command and a command follows it.</summary>
    public static bool IsKeyword(ShellWord word) =>
        !word.IsQuoted && word.Text is "if" or "then" or "else" or "elif" or "do" or "while" or "until" or "!" or "{" or "coproc";

    private static int SkipOptions(IReadOnlyList<ShellWord> words, int i, string valued, bool hasDuration)
    {
        var options = valued.Split(' ');
        while (i < words.Count && words[i].Text.StartsWith('-') && words[i].Text != "--")
            i += options.Contains(words[i].Text, StringComparer.Ordinal) ? 2 : 1;
        if (i < words.Count && words[i].Text == "--")
            i++;
        return Math.Min(i + (hasDuration ? 1 : 0), words.Count);
    }
}
