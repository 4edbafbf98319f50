using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll receipt list</c>: who shipped what when, from files or from the registry.</summary>
internal sealed class ReceiptListCommand
{
    private readonly Option<string> _environment = new("--environment", "-e") { Description = "List only receipts of this environment", HelpName = "NAME" };
    private readonly Option<string> _image = new("--image", "-i") { Description = "List only receipts of this image: its full name or the last part of it", HelpName = "NAME" };
    private readonly Option<string[]> _receipts = new("--receipts") { Description = "Folder of receipts; can be repeated [default: .plimsoll/receipts, unless --from-registry is given]", HelpName = "DIR" };
    private readonly Option<string[]> _fromRegistry = new("--from-registry") { Description = "List receipts attached to an image, or to every tag of a repository: a reference or oci:PATH; can be repeated", HelpName = "REF" };
    private readonly Option<bool> _online = new("--online") { Description = "Check which image the tag of each environment points to now" };
    private readonly Option<string> _html = new("--html") { Description = "Write an HTML page with the images in each environment to this file", HelpName = "FILE" };
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
        var (found, attached) = await ReadAsync(session, parsed, cancellationToken);
        foreach (var reason in found.Unreadable)
            session.Diagnostics.Warn(reason);

        // An environment is behind by what was shipped to others, so the board is made before these are left out.
        var ofImage = found.Receipts.Where(recorded => IsOfImage(recorded.Receipt.Destination, parsed.GetValue(_image))).ToList();
        var holds = HoldRegister.InForce(found.Receipts.Select(recorded => recorded.Receipt), attached).Where(hold => IsOfImage(hold.Destination, parsed.GetValue(_image))).ToList();
        var board = await BoardAsync(session, parsed, ofImage, holds, environment, cancellationToken);
        var listed = ofImage.Where(recorded => environment is null || recorded.Receipt.Environment == environment).ToList();

        if (parsed.GetValue(_html) is { } html)
        {
            var path = Path.GetFullPath(html, session.Host.Directory);
            await ResultFile.WriteAsync(path, ReceiptBoardPage.Render(board, session.Host.Clock.GetUtcNow(), session.Has(_online)), cancellationToken);
            session.Diagnostics.Info($"board: {html}");
        }

        var report = ReceiptListReport.Create(listed, board, [.. holds.Where(hold => environment is null || hold.Environment == environment)], session.Directory);
        if (session.IsJson)
            session.Host.Out.WriteLine(report.ToJson());
        else
            foreach (var line in report.ToLines(session.Host.TableStyle))
                session.Host.Out.WriteLine(line);
        if (listed.Count == 0)
            session.Diagnostics.Info("no receipts found");
        return (int)ExitCode.Done;
    }

    private async Task<(RecordedReceipts Found, IReadOnlyList<HoldDocument> Holds)> ReadAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var registries = parsed.GetValue(_fromRegistry) ?? [];
        var folders = parsed.GetValue(_receipts) ?? [];
        if (folders.FirstOrDefault(folder => !Directory.Exists(Path.GetFullPath(folder, session.Host.Directory))) is { } missing)
            throw PlimsollException.NotFound($"The folder '{missing}' does not exist.");

        var parts = new List<RecordedReceipts>();
        foreach (var folder in folders is [] && registries is [] ? [ReceiptFile.FolderIn(session.Directory)] : folders.Select(folder => Path.GetFullPath(folder, session.Host.Directory)))
            parts.Add(ReceiptFolder.Read(folder));
        var holds = new List<HoldDocument>();
        foreach (var text in registries)
        {
            var (part, held) = await ReadRegistryAsync(session, parsed, text, cancellationToken);
            parts.Add(part);
            holds.AddRange(held);
        }

        var found = RecordedReceipts.Join(parts);
        return (found, session.Has(_online) ? [.. holds, .. await ReadHoldsAsync(session, parsed, found, cancellationToken)] : holds);
    }

    /// <summary>What is attached to the images that the receipts are of: holds of others, and releases of those that the receipts tell of.</summary>
    private async Task<IReadOnlyList<HoldDocument>> ReadHoldsAsync(CommandSession session, ParseResult parsed, RecordedReceipts found, CancellationToken cancellationToken)
    {
        var holds = new List<HoldDocument>();
        foreach (var place in found.Receipts.Select(recorded => recorded.Receipt).GroupBy(receipt => receipt.Destination, StringComparer.Ordinal))
        {
            var destination = ReceiptDestination.Resolve(place.First(), session.Directory);
            await using var plimsoll = _registry.CreatePlimsoll(session, parsed, destination);
            var repository = ReceiptDestination.Open(plimsoll, destination, RepositoryAccess.Pull);
            holds.AddRange(await HoldRegister.ReadAsync(repository, place.SelectMany(receipt => new[] { receipt.Digest, receipt.Hold?.Digest }).OfType<Digest>(), cancellationToken));
        }

        return holds;
    }

    private async Task<(RecordedReceipts Found, IReadOnlyList<HoldDocument> Holds)> ReadRegistryAsync(CommandSession session, ParseResult parsed, string text, CancellationToken cancellationToken)
    {
        var location = ImageLocation.Parse(text, session.Directory);
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, location);
        IImageRepository repository = location.Transport switch
        {
            ImageTransport.Registry => plimsoll.OpenRegistry(location.Reference!, RepositoryAccess.Pull),
            ImageTransport.OciLayout => OciLayout.Open(location.Path),
            _ => throw PlimsollException.Usage($"Receipts cannot be attached to '{location}', so there are none to list.", "Pass a repository, an image in one, or oci:PATH."),
        };
        var name = location.Reference is { Tag: null, Digest: null } || location is { Reference: null, Tag: null } ? null : location.Reference?.TagOrDigest ?? location.Tag;
        var images = await RegistryHistory.FindImagesAsync(repository, ReceiptArgument.NameOf(location), name, cancellationToken);
        return (await RegistryHistory.ReadAsync(repository, ReceiptArgument.NameOf(location), images, cancellationToken), await HoldRegister.ReadAsync(repository, images, cancellationToken));
    }

    private async Task<DeploymentBoard> BoardAsync(CommandSession session, ParseResult parsed, IReadOnlyList<RecordedReceipt> receipts, IReadOnlyList<Hold> holds, string? environment, CancellationToken cancellationToken)
    {
        var board = await DeploymentBoard.CreateAsync(receipts, session.Has(_online) ? LookAsync : null, new EnvironmentOrder(session.Configuration), holds);
        return environment is null ? board : board.Only(environment);

        async Task<Digest?> LookAsync(ImageReceipt receipt, string tag)
        {
            var destination = ReceiptDestination.Resolve(receipt, session.Directory);
            await using var plimsoll = _registry.CreatePlimsoll(session, parsed, destination);
            return (await ReceiptDestination.Open(plimsoll, destination, RepositoryAccess.Pull).ResolveAsync(tag, cancellationToken))?.Digest;
        }
    }

    private static bool IsOfImage(string destination, string? image) =>
        image is null
        || destination == image
        || destination.EndsWith($"/{image}", StringComparison.Ordinal)
        || (ImageReference.TryParse(image, out var reference) && reference.FamiliarName == destination);
}
