using System.Collections;
using System.Text;
using CliWrap;

namespace Plimsoll.IntegrationTests.Workflows;

/// <summary>Runs the scripts of steps with the real bash and nothing of the variables that the tests run with.</summary>
internal static class Shell
{
    private static readonly string[] Kept = ["PATH", "DOTNET_ROOT", "TMPDIR"];

    /// <summary>Runs a file; both of its streams are the log.</summary>
    public static async Task<(int ExitCode, string Log)> RunAsync(string directory, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => Kept.Contains(entry.Key) ? (string?)entry.Value : null);
        foreach (var (name, value) in variables)
            environment[name] = value;
        var log = new StringBuilder();
        var result = await CliWrap.Cli.Wrap("bash")
            .WithArguments(["-c", "exec bash \"$@\" 2>&1", "bash", .. arguments])
            .WithWorkingDirectory(directory)
            .WithEnvironmentVariables(environment)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(log))
            .ExecuteAsync();
        return (result.ExitCode, log.ToString());
    }
}
