using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Records;
using Plimsoll.Registries;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll receipt verify</c>: whether a receipt contradicts itself, and with <c>--online</c> the registry.</summary>
internal sealed class ReceiptVerifyCommand
{
    private readonly ReceiptSource _source = new();
    private readonly Option<bool> _online = new("--online") { Description = "Read every tag and the image where the receipt says that they are" };
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new ReceiptVerifyCommand();
        var command = new Command("verify", "Check that a receipt is consistent, and with --online that the registry holds what it says");
        verb._source.AddTo(command);
        command.Add(verb._online);
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var receipt = (await _source.ReadAsync(session, parsed, _registry, cancellationToken)).Receipt;
        if (ReceiptCheck.Problems(receipt) is { Count: > 0 } problems)
            throw PlimsollException.Usage($"The receipt contradicts itself: {string.Join(' ', problems)}", "Plimsoll writes no such receipt: it was changed, or made by hand.");

        if (!session.Has(_online))
        {
            Print(session, ReceiptVerificationReport.Of(receipt, verification: null));
            session.Story.Say("the registry was not asked: --online does that");
            return (int)ExitCode.Done;
        }

        var destination = ReceiptDestination.Of(receipt, session.Directory);
        using var services = _registry.Compose(session, parsed, destination);
        var verification = await ReceiptVerifier.VerifyAsync(receipt, ReceiptDestination.Open(services, destination, RepositoryAccess.Pull), cancellationToken);
        Print(session, ReceiptVerificationReport.Of(receipt, verification));
        verification.ThrowIfBroken(receipt.Destination);
        return (int)ExitCode.Done;
    }

    private static void Print(CommandSession session, ReceiptVerificationReport report)
    {
        if (session.IsJson)
            session.Host.Out.WriteLine(report.ToJson());
        else
            foreach (var line in report.ToLines())
                session.Host.Out.WriteLine(line);
    }
}
