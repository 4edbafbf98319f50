using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll receipt record</c>: makes the receipt of an image anew, of what the registry tells.</summary>
internal sealed class ReceiptRecordCommand
{
    private readonly Argument<string> _image = new("IMAGE") { Description = "Image: a reference by tag or digest, or oci:PATH:TAG" };
    private readonly Option<string> _environment = new("--environment", "-e") { Description = "Environment that the image is deployed to", HelpName = "NAME" };
    private readonly Option<string> _before = new("--before") { Description = "Image that was deployed to the environment before; a registry does not record it", HelpName = "DIGEST" };
    private readonly Option<string> _receipt = new("--receipt") { Description = "Write the receipt to this file [default: .plimsoll/receipts/TIME-COMMIT.json]", HelpName = "FILE" };
    private readonly Option<bool> _noAttach = new("--no-attach") { Description = "Write the receipt file only, and do not attach it" };
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new ReceiptRecordCommand();
        var command = new Command("record", "Recreate a lost receipt from the image's labels and tags in the registry, and attach it") { verb._image, verb._environment, verb._before, verb._receipt, verb._noAttach };
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var image = ImageLocation.Parse(parsed.GetRequiredValue(_image), session.Directory);
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, image);
        var request = new RecordRequest
        {
            Image = image,
            Environment = parsed.GetValue(_environment),
            Before = parsed.GetValue(_before) is { } before ? Digest.Parse(before) : null,
        };
        var options = new EnvironmentOptions
        {
            ReceiptPath = parsed.GetValue(_receipt) is { } file ? Path.GetFullPath(file, session.Host.Directory) : null,
            Attach = session.Has(_noAttach) ? Publishing.Receipts.AttachReceipts.Never : null,
        };
        var report = await plimsoll.Environments.RecordAsync(request, options, cancellationToken);
        await session.PrintRecordAsync(report.Record.ToJson(), report.Receipts.SelectMany(receipt => ReceiptLines.Format(receipt, session.Host.TableStyle)));
        session.Diagnostics.Info($"receipt: {report.ReceiptName}");
        foreach (var line in report.Attached)
            session.Diagnostics.Info(line);
        return (int)ExitCode.Done;
    }
}
