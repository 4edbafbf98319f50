using System.CommandLine;
using Plimsoll.Cli.Completion;
using Plimsoll.Publishing;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll complete</c>: what the completion scripts call. A line for each word that fits, with a tab before its description.</summary>
internal static class CompleteCommand
{
    /// <summary>More of a description no shell shows beside a word.</summary>
    private const int DescriptionWidth = 70;

    private static readonly Option<string?> Current = new("--current") { Description = "The word at the cursor, which may be empty", HelpName = "TEXT", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string[]> Words = new("WORD") { Description = "The words before it", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create(CommandHost host)
    {
        var command = new Command("complete", "Print what can stand at the cursor of a command line") { Current, Words };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            foreach (var (value, description) in await new Completer(host).CompleteAsync(parsed.GetValue(Words) ?? [], parsed.GetValue(Current) ?? "", cancellationToken))
                host.Out.WriteLine($"{LogText.Neutralize(value)}\t{Shorten(LogText.Neutralize(description))}");
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static string Shorten(string text) => text.Length <= DescriptionWidth ? text : $"{text[..(DescriptionWidth - 1)].TrimEnd()}…";
}
