using System.CommandLine;
using System.Runtime.ExceptionServices;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll receipt verify</c>: whether a receipt contradicts itself, and with <c>--online</c> the registry.</summary>
internal sealed class ReceiptVerifyCommand
{
    private readonly ReceiptArgument _source = new();
    private readonly Option<bool> _online = new("--online") { Description = "Compare the image and its tags in the registry with the receipt" };
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new ReceiptVerifyCommand();
        var command = new Command("verify", "Check that a receipt is consistent, and with --online that the registry still matches it");
        verb._source.AddTo(command);
        command.Add(verb._online);
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (await _source.TryPrintPruneAsync(session, parsed))
        {
            session.Diagnostics.Info("it records what was deleted, so that there is no image to verify");
            return (int)ExitCode.Done;
        }

        var record = await _source.ReadAsync(session, parsed, _registry, isOfPlace: session.Has(_online), cancellationToken);
        ReceiptCheck.Refuse(record);
        foreach (var failure in record.Failed)
            session.Diagnostics.Info($"{failure.Image} was not published in that run: {failure.Message}");

        var reports = new List<ReceiptVerificationReport>();
        var failures = new List<(ImageReceipt Receipt, PlimsollException Exception)>();
        foreach (var receipt in record.Receipts)
            try
            {
                var verification = session.Has(_online) ? await AskAsync(session, parsed, receipt, cancellationToken) : null;
                reports.Add(ReceiptVerificationReport.Create(receipt, verification));
                verification?.ThrowIfBroken(receipt.Destination);
            }
            catch (PlimsollException exception)
            {
                // The other images are reported too.
                failures.Add((receipt, exception));
            }

        Print(session, record, reports);
        if (!session.Has(_online))
            session.Diagnostics.Info("the registry was not queried; use --online to query it");
        if (!record.IsRun && failures is [var (_, broken)])
            ExceptionDispatchInfo.Throw(broken);
        RunFailure.ThrowIfAny([.. failures.Select(failure => new RunFailure(failure.Receipt.Destination, (int)ExitCodes.FromKind(failure.Exception.Kind), failure.Exception.Message))], record.Receipts.Count, "verified");
        return (int)ExitCode.Done;
    }

    private async Task<ReceiptVerification> AskAsync(CommandSession session, ParseResult parsed, ImageReceipt receipt, CancellationToken cancellationToken)
    {
        var destination = ReceiptDestination.Resolve(receipt, session.Directory);
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, destination);
        return await ReceiptVerifier.VerifyAsync(receipt, ReceiptDestination.Open(plimsoll, destination, RepositoryAccess.Pull), cancellationToken);
    }

    private static void Print(CommandSession session, Receipt record, IReadOnlyList<ReceiptVerificationReport> reports)
    {
        if (!session.IsJson)
            foreach (var line in reports.SelectMany(report => report.ToLines(session.Host.TableStyle)))
                session.Host.Out.WriteLine(line);
        else if (record.IsRun)
            session.Host.Out.WriteLine(CliJson.Write(new RunVerificationReport(1, ReceiptKind.Run, reports), CliJson.Default.RunVerificationReport));
        else if (reports is [var only])
            session.Host.Out.WriteLine(only.ToJson());
    }
}
