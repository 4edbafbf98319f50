namespace Plimsoll.Policy.Tests.Reports;

/// <summary>What the agent of Azure Pipelines reads out of a log, by its own rules: the first <c>##vso[</c> anywhere in a line.</summary>
internal static class AzureAgent
{
    public static List<HostCommand> Read(string log)
    {
        var commands = new List<HostCommand>();
        using var reader = new StringReader(log);
        while (reader.ReadLine() is { } line)
            if (Parse(line) is { } command)
                commands.Add(command);
        return commands;
    }

    private static HostCommand? Parse(string line)
    {
        if (line.IndexOf("##vso[", StringComparison.OrdinalIgnoreCase) is not (>= 0 and var start) || line.IndexOf(']', start) is not (>= 0 and var end))
            return null;

        var info = line[(start + "##vso[".Length)..end];
        var space = info.IndexOf(' ');
        var name = space < 0 ? info : info[..space];
        return name.Contains('.') ? new HostCommand(name, HostCommand.Properties(space > 0 ? info[(space + 1)..] : "", ';', Unescape), Unescape(line[(end + 1)..])) : null;
    }

    private static string Unescape(string text) =>
        text.Replace("%3B", ";").Replace("%0D", "\r").Replace("%0A", "\n").Replace("%5D", "]").Replace("%AZP25", "%");
}
