using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll receipt attach</c>: attaches a receipt that is a file to the image that it is about.</summary>
internal sealed class ReceiptAttachCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "Receipt file, of one image or of a run" };
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new ReceiptAttachCommand();
        var command = new Command("attach", "Attach a receipt file to its image, as 'publish --attach' does, together with the hold of a rollback; each receipt of a run to its own image") { verb._file };
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var record = ReceiptJson.ReadRecord(Path.GetFullPath(parsed.GetRequiredValue(_file), session.Directory));
        ReceiptCheck.Refuse(record);
        if (!record.IsRun)
        {
            var result = await AttachAsync(session, parsed, record.Receipts[0], cancellationToken);
            session.Host.Out.WriteLine(session.IsJson ? CliJson.Write(result, CliJson.Default.ReceiptAttachment) : result.Referrer);
            return (int)ExitCode.Done;
        }

        // An image of a run to which no tag was given has nothing that a receipt could be attached to.
        var (attached, failed) = (new List<ReceiptAttachment>(), new List<RunFailure>());
        var receipts = record.Receipts.Where(receipt => receipt.Digest is not null).ToList();
        foreach (var receipt in receipts)
            try
            {
                attached.Add(await AttachAsync(session, parsed, receipt, cancellationToken));
            }
            catch (PlimsollException exception)
            {
                failed.Add(new RunFailure(receipt.Destination, (int)ExitCodes.FromKind(exception.Kind), exception.Message));
            }

        if (session.IsJson)
            session.Host.Out.WriteLine(CliJson.Write(new RunAttachmentReport(1, ReceiptKind.Run, attached), CliJson.Default.RunAttachmentReport));
        else
            foreach (var one in attached)
                session.Host.Out.WriteLine(LogText.Neutralize($"{one.Destination}  {one.Referrer}"));
        RunFailure.ThrowIfAny(failed, receipts.Count, "updated with their receipts");
        return (int)ExitCode.Done;
    }

    private async Task<ReceiptAttachment> AttachAsync(CommandSession session, ParseResult parsed, ImageReceipt receipt, CancellationToken cancellationToken)
    {
        var destination = ReceiptDestination.Resolve(receipt, session.Directory);
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, destination);
        var repository = ReceiptDestination.Open(plimsoll, destination, RepositoryAccess.Push);
        var attached = await ReceiptReferrer.AttachAsync(repository, receipt, cancellationToken);

        // What a rollback could not attach either; the same hold twice is one, and one that was released stays so.
        if (receipt.Hold is { } hold)
            await HoldReferrer.AttachAsync(repository, hold, cancellationToken);
        return new ReceiptAttachment(1, receipt.Destination, receipt.Digest!.ToString(), attached.Digest.ToString());
    }
}
