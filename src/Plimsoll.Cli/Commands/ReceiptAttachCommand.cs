using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Records;
using Plimsoll.Registries;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll receipt attach</c>: attaches a receipt that is a file to the image that it is about.</summary>
internal sealed class ReceiptAttachCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A receipt's file" };
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new ReceiptAttachCommand();
        var command = new Command("attach", "Attach a receipt to its image, where 'publish --attach' did not") { verb._file };
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var receipt = ReceiptJson.ReadFile(Path.GetFullPath(parsed.GetRequiredValue(_file), session.Directory));
        var destination = ReceiptDestination.Of(receipt, session.Directory);
        using var services = _registry.Compose(session, parsed, destination);
        var attached = await ReceiptReferrer.AttachAsync(ReceiptDestination.Open(services, destination, RepositoryAccess.Push), receipt, cancellationToken);

        var result = new ReceiptAttachment(1, receipt.Destination, receipt.Digest!.ToString(), attached.Digest.ToString());
        session.Host.Out.WriteLine(session.IsJson ? CliJson.Write(result, CliJson.Default.ReceiptAttachment) : result.Referrer);
        return (int)ExitCode.Done;
    }
}
