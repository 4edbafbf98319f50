using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll receipt list</c>: who shipped what when, from files or from the registry.</summary>
internal sealed class ReceiptListCommand
{
    private readonly Option<string> _environment = new("--environment", "-e") { Description = "List only receipts of this environment", HelpName = "NAME" };
    private readonly Option<string> _image = new("--image", "-i") { Description = "List only receipts of this image: its full name, or the end of it", HelpName = "NAME" };
    private readonly Option<string[]> _receipts = new("--receipts") { Description = "Folder of receipts; can be repeated [default: .plimsoll/receipts, unless --from-registry is given]", HelpName = "DIR" };
    private readonly Option<string[]> _fromRegistry = new("--from-registry") { Description = "List receipts attached to an image, or to every tag of a repository: a reference or oci:PATH; can be repeated", HelpName = "REF" };
    private readonly Option<bool> _online = new("--online") { Description = "Check which image the tag of each environment refers to now" };
    private readonly Option<string> _html = new("--html") { Description = "Write an HTML page of the images in each environment to this file", HelpName = "FILE" };
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new ReceiptListCommand();
        var command = new Command("list", "List receipts, newest first: who published what, where and when");
        foreach (var option in new Option[] { verb._environment, verb._image, verb._receipts, verb._fromRegistry, verb._online, verb._html })
            command.Add(option);
        verb._registry.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var environment = parsed.GetValue(_environment) is { } name ? session.Configuration.ResolveEnvironment(name) : null;
        var found = await ReadAsync(session, parsed, cancellationToken);
        foreach (var reason in found.Unreadable)
            session.Diagnostics.Warn(reason);

        // An environment is behind by what was shipped to others, so the board is made before these are left out.
        var ofImage = found.Receipts.Where(recorded => IsOfImage(recorded.Receipt, parsed.GetValue(_image))).ToList();
        var board = await BoardAsync(session, parsed, ofImage, environment, cancellationToken);
        var listed = ofImage.Where(recorded => environment is null || recorded.Receipt.Environment == environment).ToList();

        if (parsed.GetValue(_html) is { } html)
        {
            var path = Path.GetFullPath(html, session.Host.Directory);
            await File.WriteAllTextAsync(path, ReceiptBoardPage.Render(board, session.Host.Clock.GetUtcNow(), session.Has(_online)), cancellationToken);
            session.Diagnostics.Info($"board: {html}");
        }

        var report = ReceiptListReport.Create(listed, board, session.Directory);
        if (session.IsJson)
            session.Host.Out.WriteLine(report.ToJson());
        else
            foreach (var line in report.ToLines())
                session.Host.Out.WriteLine(line);
        if (listed.Count == 0)
            session.Diagnostics.Info("no receipts found");
        return (int)ExitCode.Done;
    }

    private async Task<RecordedReceipts> ReadAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var registries = parsed.GetValue(_fromRegistry) ?? [];
        var folders = parsed.GetValue(_receipts) ?? [];
        if (folders.FirstOrDefault(folder => !Directory.Exists(Path.GetFullPath(folder, session.Host.Directory))) is { } missing)
            throw PlimsollException.NotFound($"There is no folder {missing}.");

        var parts = new List<RecordedReceipts>();
        foreach (var folder in folders is [] && registries is [] ? [ReceiptFile.FolderIn(session.Directory)] : folders.Select(folder => Path.GetFullPath(folder, session.Host.Directory)))
            parts.Add(ReceiptFolder.Read(folder));
        foreach (var text in registries)
            parts.Add(await ReadRegistryAsync(session, parsed, text, cancellationToken));
        return RecordedReceipts.Join(parts);
    }

    private async Task<RecordedReceipts> ReadRegistryAsync(CommandSession session, ParseResult parsed, string text, CancellationToken cancellationToken)
    {
        var location = ImageLocation.Parse(text, session.Directory);
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, location);
        IImageRepository repository = location.Transport switch
        {
            ImageTransport.Registry => plimsoll.OpenRegistry(location.Reference!, RepositoryAccess.Pull),
            ImageTransport.OciLayout => OciLayout.Open(location.Path),
            _ => throw PlimsollException.Usage($"'{location}' has no receipts attached.", "Name a repository, an image of it, or oci:PATH."),
        };
        var name = location.Reference is { Tag: null, Digest: null } || location is { Reference: null, Tag: null } ? null : location.Reference?.TagOrDigest ?? location.Tag;
        return await RegistryHistory.ReadAsync(repository, ReceiptSource.NameOf(location), name, cancellationToken);
    }

    private async Task<DeploymentBoard> BoardAsync(CommandSession session, ParseResult parsed, IReadOnlyList<RecordedReceipt> receipts, string? environment, CancellationToken cancellationToken)
    {
        var board = await DeploymentBoard.CreateAsync(receipts, session.Has(_online) ? LookAsync : null);
        return environment is null ? board : board.Only(environment);

        async Task<Digest?> LookAsync(ImageReceipt receipt, string tag)
        {
            var destination = ReceiptDestination.Resolve(receipt, session.Directory);
            await using var plimsoll = _registry.CreatePlimsoll(session, parsed, destination);
            return (await ReceiptDestination.Open(plimsoll, destination, RepositoryAccess.Pull).ResolveAsync(tag, cancellationToken))?.Digest;
        }
    }

    private static bool IsOfImage(ImageReceipt receipt, string? image) =>
        image is null
        || receipt.Destination == image
        || receipt.Destination.EndsWith($"/{image}", StringComparison.Ordinal)
        || (ImageReference.TryParse(image, out var reference) && reference.FamiliarName == receipt.Destination);
}
