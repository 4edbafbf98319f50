using System.CommandLine;
using System.Reflection;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll completions</c>: the script that teaches a shell to complete command lines.</summary>
internal static class CompletionsCommand
{
    private static readonly Assembly Here = typeof(CompletionsCommand).Assembly;

    private static readonly Argument<string> Shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or powershell" }.AcceptOnlyFromAmong("bash", "zsh", "fish", "powershell");

    public static Command Create(CommandHost host)
    {
        var command = new Command("completions", "Print the completion script of a shell, which completes verbs, options, images, environments and tags") { Shell };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(Shell) is "powershell" ? "ps1" : parsed.GetRequiredValue(Shell);
            using var script = new StreamReader(Here.GetManifestResourceStream($"plimsoll.{name}")!);
            await host.Out.WriteAsync(await script.ReadToEndAsync(cancellationToken));
            return (int)ExitCode.Done;
        });
        return command;
    }
}
