namespace Plimsoll.Policy.Tests.Reports;

/// <summary>What the runner of GitHub Actions reads out of a log, by its own rules (actions/runner, ActionCommand).</summary>
internal static class GitHubRunner
{
    // Both forms of a command know all of them; what is none of these is text.
    private static readonly HashSet<string> Known = ["error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "add-matcher", "remove-matcher", "echo", "set-output", "set-env", "add-path", "save-state", "stop-commands"];

    public static List<HostCommand> Read(string log)
    {
        var commands = new List<HostCommand>();
        using var reader = new StringReader(log);
        while (reader.ReadLine() is { } line)
            if ((Parse(line) ?? ParseOld(line)) is { } command)
                commands.Add(command);
        return commands;
    }

    /// <summary><c>::name key=value,key=value::data</c> at the start of a line that is trimmed first.</summary>
    private static HostCommand? Parse(string line)
    {
        var text = line.TrimStart();
        if (!text.StartsWith("::", StringComparison.Ordinal) || text.IndexOf("::", 2, StringComparison.Ordinal) is not (>= 0 and var end))
            return null;

        var info = text[2..end];
        var space = info.IndexOf(' ');
        var name = space < 0 ? info : info[..space];
        return Known.Contains(name)
            ? new HostCommand(name, HostCommand.Properties(space > 0 ? info[(space + 1)..].Trim() : "", ',', value => UnescapeData(value.Replace("%3A", ":").Replace("%2C", ","))), UnescapeData(text[(end + 2)..]))
            : null;
    }

    /// <summary><c>##[name]data</c> anywhere in a line.</summary>
    private static HostCommand? ParseOld(string line)
    {
        if (line.IndexOf("##[", StringComparison.Ordinal) is not (>= 0 and var start) || line.IndexOf(']', start) is not (>= 0 and var end))
            return null;

        var name = line[(start + 3)..end].Split(' ')[0];
        return Known.Contains(name) ? new HostCommand(name, [], line[(end + 1)..]) : null;
    }

    private static string UnescapeData(string text) => text.Replace("%0D", "\r").Replace("%0A", "\n").Replace("%25", "%");
}
