using System.Text;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Documentation;

/// <summary>Runs the commands of a document in one shell, as a reader would type them, and compares what they print.</summary>
internal static class DocumentRun
{
    private const string Separator = "@@@ plimsoll test @@@";

    /// <summary>What documents write for the registry, where that of a test is on a free port.</summary>
    public const string Registry = "localhost:5000";

    /// <param name="name">The document, for messages.</param>
    /// <param name="document">The document.</param>
    /// <param name="shell">The shell.</param>
    /// <param name="registry">The registry that stands for <see cref="Registry"/>.</param>
    /// <param name="variables">Environment variables of the shell.</param>
    public static async Task CheckAsync(string name, Document document, ReaderShell shell, RegistryServer registry, IReadOnlyDictionary<string, string>? variables = null)
    {
        var outputs = await RunAsync(shell, document.Commands, registry, variables);
        for (var index = 0; index < document.Commands.Count; index++)
        {
            var (command, (output, exitCode)) = (document.Commands[index], outputs[index]);
            var asksForStatus = index + 1 < document.Commands.Count && document.Commands[index + 1].Line == "echo $?";
            Assert.True(exitCode == 0 || asksForStatus, $"{name}: $ {command.Line}\nends with {exitCode}:\n{output}");
            Assert.True(command.Matches(output), $"{name}: $ {command.Line}\nshows:\n{string.Join('\n', command.Output)}\nprints:\n{output}");
        }
    }

    private static async Task<IReadOnlyList<(string Output, int ExitCode)>> RunAsync(ReaderShell shell, IReadOnlyList<DocumentedCommand> commands, RegistryServer registry, IReadOnlyDictionary<string, string>? variables)
    {
        var script = new StringBuilder();
        foreach (var command in commands)
            script.Append($"{command.Line.Replace(Registry, registry.Host, StringComparison.Ordinal)}\nstatus=$?; echo \"{Separator}$status\"; (exit $status)\n");

        var (output, _) = await shell.RunAsync(script.ToString(), variables);
        var parts = output.Replace(registry.Host, Registry, StringComparison.Ordinal).Split(Separator);
        Assert.Equal(commands.Count + 1, parts.Length);
        return [.. parts.Skip(1).Select((part, index) => (parts[index][(index == 0 ? 0 : parts[index].IndexOf('\n') + 1)..], int.Parse(part.Split('\n')[0])))];
    }
}
