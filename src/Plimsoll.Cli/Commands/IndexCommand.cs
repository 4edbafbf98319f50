using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Directories;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll index</c>: joins images that were published by digest into one index, under the derived tags.</summary>
internal sealed class IndexCommand
{
    private readonly TagOptions _tags = new();
    private readonly Argument<string> _image = new("IMAGE") { Description = "Name of the image, as for 'plimsoll publish --image'" };
    private readonly Argument<string[]> _parts = new("PART")
    {
        Description = "What is joined: receipts of 'publish --by-digest', folders of them, digests in IMAGE's repository, or images by digest",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print what would be done and write nothing, as 'plimsoll plan' does" };
    private readonly Option<bool> _detailedExitCode = new("--detailed-exitcode") { Description = $"End with {(int)ExitCode.ChangesPending} where a dry run would change something, with 0 where not" };
    private readonly Option<string> _save = PublishCommand.SaveOption();
    private readonly Option<string> _verify = VerifyOption.Create();
    private readonly Option<string> _receipt = new("--receipt") { Description = "Where the record is written [default: .plimsoll/receipts/TIME-COMMIT.json]", HelpName = "FILE" };
    private readonly Option<bool> _attach = new("--attach") { Description = "Attach the record to the index too, where any client of the registry finds it" };
    private readonly Option<bool> _releaseHold = MoveOptions.ReleaseHoldOption();
    private readonly TransferOptions _transfer = new();
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new IndexCommand();
        var command = new Command("index", "Join images published by digest into one index, under the tags derived from the git repository") { verb._image, verb._parts };
        verb._tags.AddTo(command);
        foreach (var option in (Option[])[verb._dryRun, verb._detailedExitCode, verb._save, verb._verify, verb._receipt, verb._attach, verb._releaseHold])
            command.Add(option);
        verb._transfer.AddTo(command);
        verb._registry.AddWithSourceTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed, parsed.GetValue(verb._dryRun)), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!session.Has(_dryRun) && (session.Has(_detailedExitCode) || parsed.GetValue(_save) is not null))
            throw PlimsollException.Usage("--detailed-exitcode and --save are about a plan.", "Add --dry-run.");

        var environment = _tags.EnvironmentOf(session);
        var request = new PublishRequest
        {
            Source = null,
            Image = parsed.GetRequiredValue(_image),
            Registry = _tags.RegistryOf(session),
            RepositoryPath = session.Directory,
            Environment = environment,
            Rules = _tags.RulesOf(session, parsed, environment, planned: null),
            Policy = session.Configuration.ToImagePolicy(),
            Date = parsed.GetValue(_tags.Date),
            Verification = VerifyOption.Parse(parsed, _verify),
            Transfer = _transfer.Parse(parsed),
            ReleaseHold = parsed.GetValue(_releaseHold),
        };
        var destination = PublishDestination.Resolve(request);
        request = request with { Parts = PartsOf(session, parsed.GetRequiredValue(_parts), destination) };
        var elsewhere = request.Parts.Select(part => part.Location).FirstOrDefault(location => location.Reference?.Registry is { } name && name != destination.Reference?.Registry);
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, destination, elsewhere);
        var pipeline = new PublishPipeline(plimsoll);
        return session.Has(_dryRun)
            ? await PlanFile.ShowAsync(session, pipeline, request, parsed.GetValue(_save), session.Has(_detailedExitCode), cancellationToken)
            : await PublishCommand.PublishAsync(session, pipeline, request, parsed.GetValue(_receipt), session.Has(_attach), cancellationToken);
    }

    private static IReadOnlyList<IndexPart> PartsOf(CommandSession session, IReadOnlyList<string> texts, ImageLocation destination)
    {
        var receipts = new List<RecordedReceipt>();
        var parts = new List<IndexPart>();
        foreach (var text in texts)
        {
            var path = Path.GetFullPath(text, session.Directory);
            if (Digest.TryParse(text, out var digest))
                parts.Add(new IndexPart(At(destination, digest)));
            else if (FilesOf(path, text) is { } files)
                receipts.AddRange(files.SelectMany(file => ReceiptJson.ReadRecord(file).Receipts.Select(receipt => new RecordedReceipt(receipt, Path.GetRelativePath(session.Directory, file)))));
            else
                parts.Add(new IndexPart(ByDigest(ImageLocation.Parse(text, session.Directory), text)));
        }

        parts.AddRange(OfImage(receipts, session, destination).Select(recorded =>
            new IndexPart(At(ReceiptDestination.Resolve(recorded.Receipt, session.Directory), recorded.Receipt.Digest!), recorded.Receipt, recorded.Place)));
        return [.. parts.DistinctBy(part => part.Location.ToString())];
    }

    /// <summary>The receipts' files; <c>null</c> where the text names none. A CI engine hands them over in folders of folders.</summary>
    private static IReadOnlyList<string>? FilesOf(string path, string text)
    {
        if (Directory.Exists(path) && !OciLayout.IsLayout(path) && !ImageDirectory.IsImageDirectory(path))
            return Directory.GetFiles(path, "*.json", SearchOption.AllDirectories) is { Length: > 0 } files
                ? [.. files.Order(StringComparer.Ordinal)]
                : throw PlimsollException.NotFound($"There are no receipts in {text}.", "Let each job hand over the file that it writes with --receipt.");
        return text.EndsWith(".json", StringComparison.Ordinal) ? [path] : null;
    }

    /// <summary>A run publishes several images, and each has an index of its own. Receipts of tags are no parts of one.</summary>
    private static List<RecordedReceipt> OfImage(List<RecordedReceipt> receipts, CommandSession session, ImageLocation destination)
    {
        if (receipts.Count == 0)
            return [];

        var byDigest = receipts.Where(recorded => recorded.Receipt is { Digest: not null, Tags.Count: 0 }).ToList();
        var here = byDigest.Where(recorded => ReceiptDestination.Resolve(recorded.Receipt, session.Directory).ToString() == destination.ToString()).ToList();
        var places = byDigest.Select(recorded => recorded.Receipt.Destination).Distinct().ToList();
        return here.Count > 0 ? here
            : places.Count == 1 ? byDigest
            : throw PlimsollException.NotFound(
                $"None of the receipts is of an image that was published to {destination} by digest.",
                places.Count == 0 ? "'plimsoll publish --by-digest' writes such receipts." : $"They are of {string.Join(", ", places)}.");
    }

    private static ImageLocation At(ImageLocation place, Digest digest) => place.Reference is { } reference
        ? ImageLocation.ForRegistry(reference.WithDigest(digest))
        : ImageLocation.ForLayout(place.Path, digest.ToString());

    private static ImageLocation ByDigest(ImageLocation location, string text) => location.Transport switch
    {
        ImageTransport.Registry when location.Reference!.Digest is null => throw PlimsollException.Usage($"'{text}' is neither a receipt nor an image by digest.", "A tag may name another image tomorrow: write NAME@sha256:…, which 'plimsoll digest NAME' tells."),
        ImageTransport.Files or ImageTransport.DockerDaemon => throw PlimsollException.Usage($"'{text}' cannot be a part of an index.", "Publish it with --by-digest first."),
        _ => location,
    };
}
