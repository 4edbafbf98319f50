using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll receipt show</c>: a receipt or those of a run, for people or as they were written.</summary>
internal sealed class ReceiptShowCommand
{
    private readonly ReceiptArgument _source = new();
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new ReceiptShowCommand();
        var command = new Command("show", "Show a receipt: who published what, from which commit, under which tags");
        verb._source.AddTo(command);
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (await _source.TryPrintPruneAsync(session, parsed))
            return (int)ExitCode.Done;

        var record = await _source.ReadAsync(session, parsed, _registry, isOfPlace: false, cancellationToken);
        await session.PrintRecordAsync(record.ToJson(), ReceiptText.Format(record, session.Host.TableStyle));
        return (int)ExitCode.Done;
    }
}
