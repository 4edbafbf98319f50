using System.CommandLine;
using System.Reflection;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll schema</c>: the JSON schemas of what Plimsoll reads and writes, and of what each verb prints, as they are in docs/schema.</summary>
internal static class SchemaCommand
{
    private const string Ending = ".schema.json";

    private static readonly Assembly Here = typeof(SchemaCommand).Assembly;

    private static readonly string[] Names =
        [.. Here.GetManifestResourceNames().Where(name => name.EndsWith(Ending, StringComparison.Ordinal)).Select(name => name[..^Ending.Length]).Order(StringComparer.Ordinal)];

    private static readonly Argument<string> Name = new Argument<string>("NAME") { Description = $"Name of a file, or of a verb whose JSON output it describes: {string.Join(", ", Names)}" }.AcceptOnlyFromAmong(Names);

    public static Command Create(CommandHost host)
    {
        var command = new Command("schema", "Print the JSON schema of a file that Plimsoll reads or writes, or of what a verb prints with --output json") { Name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var text = new StreamReader(Here.GetManifestResourceStream(parsed.GetRequiredValue(Name) + Ending)!);
            await host.Out.WriteAsync(await text.ReadToEndAsync(cancellationToken));
            return (int)ExitCode.Done;
        });
        return command;
    }
}
