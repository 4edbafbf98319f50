using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Images;
using Plimsoll.Publishing;
using Plimsoll.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll publish</c>: sends an image and lets the derived tags name it.</summary>
internal sealed class PublishCommand
{
    private readonly TagOptions _tags = new();
    private readonly Argument<string?> _source = new("SOURCE")
    {
        Description = "What to publish [default: what 'build:' in plimsoll.yml builds, else its 'source:']: oci:PATH[:TAG], oci-archive:FILE, docker-archive:FILE, docker://NAME, dir:PATH, a reference, or a bare path",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _image = new("--image", "-i") { Description = "Name of the image; without any registry it goes to an OCI layout under artifacts/images [env: PLIMSOLL_IMAGE]", HelpName = "NAME" };
    private readonly Option<string> _via = new Option<string>("--via") { Description = "Publish direct to the registry, or through the Docker engine; auto takes the engine for docker://NAME without credentials for the registry [default: direct] [env: PLIMSOLL_VIA]", HelpName = "direct|engine|auto" }.AcceptOnlyFromAmong("direct", "engine", "auto");
    private readonly Option<string> _platform = RegistryOptions.PlatformOption("Publish this platform of an index; what an image assembled from dir:PATH runs on [default: the whole index; linux on this machine's architecture]");
    private readonly Option<string> _base = new("--base") { Description = "Image that the files of dir:PATH are put on [default: nothing]", HelpName = "IMAGE" };
    private readonly Option<string[]> _entrypoint = new("--entrypoint") { Description = "Entrypoint of an image assembled from dir:PATH; repeat it for arguments", HelpName = "WORD" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print what would be done and write nothing" };
    private readonly Option<string> _receipt = new("--receipt") { Description = "Where the record is written [default: .plimsoll/receipts/TIME-COMMIT.json]", HelpName = "FILE" };
    private readonly TransferOptions _transfer = new();
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new PublishCommand();
        var command = new Command("publish", "Publish an image under the tags derived from the git repository") { verb._source, verb._image };
        verb._tags.AddTo(command);
        foreach (var option in new Option[] { verb._via, verb._platform, verb._base, verb._entrypoint, verb._dryRun, verb._receipt })
            command.Add(option);
        verb._transfer.AddTo(command);
        verb._registry.AddWithSourceTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = RequestOf(session, parsed);
        using var services = _registry.Compose(session, parsed, PublishDestination.Of(request), request.Base ?? request.Source);
        var pipeline = new PublishPipeline(services);
        using var prepared = await pipeline.PrepareAsync(request, cancellationToken);
        foreach (var warning in prepared.Tags.Warnings)
            session.Story.Warn(warning);

        if (parsed.GetValue(_dryRun))
        {
            Print(session, prepared.Plan);
            prepared.Plan.ThrowIfRefused();
            return (int)ExitCode.Done;
        }

        var named = parsed.GetValue(_receipt) is { } file ? Path.GetFullPath(file, session.Host.Directory) : null;
        ReceiptFile.Prepare(session.Directory, named);
        session.Story.Say($"publish {prepared.Plan.Image} to {prepared.Plan.Destination}");
        var receipt = await pipeline.PublishAsync(prepared, new BlobStory(session.Story), cancellationToken);
        var path = await ReceiptFile.WriteAsync(receipt, session.Directory, named);

        if (session.IsJson)
            await session.Host.Out.WriteAsync(receipt.ToJson());
        else
            foreach (var line in ReceiptLines.Of(receipt))
                await session.Host.Out.WriteLineAsync(line);
        session.Story.Say(Summary(receipt));
        session.Story.Say($"receipt: {Path.GetRelativePath(session.Directory, path)}");
        return (int)ExitCode.Done;
    }

    private PublishRequest RequestOf(CommandSession session, ParseResult parsed)
    {
        var build = parsed.GetValue(_source) is null ? session.Configuration.Build : null;
        var source = build is not null ? ImageLocation.OfDirectory(build.Context)
            : parsed.GetValue(_source) is { } given ? ImageLocation.Parse(given, session.Directory)
            : session.Configuration is { Source: { } configured, File: { } file } ? ImageLocation.Parse(configured, Path.GetDirectoryName(file))
            : throw PlimsollException.Usage("There is nothing to publish.", "Name it: plimsoll publish SOURCE, for example dir:out, oci:out/image or docker://app:dev; or set 'source:' or 'build:' in plimsoll.yml.");
        var image = parsed.GetValue(_image) ?? _tags.ImageOf(session)
            ?? throw PlimsollException.Usage("The image has no name.", "Pass --image NAME, set PLIMSOLL_IMAGE, or set 'image:' in plimsoll.yml.");
        var via = session.Value(_via, "PLIMSOLL_VIA", null) ?? "direct";
        if (source.Transport != ImageTransport.Directory && (parsed.GetValue(_base) is not null || parsed.GetValue(_entrypoint) is { Length: > 0 }))
            throw PlimsollException.Usage($"--base and --entrypoint shape an image assembled from files; {source} is an image already.", "Publish dir:PATH, or leave them out.");
        var request = new PublishRequest
        {
            Source = source,
            Image = image,
            Registry = _tags.RegistryOf(session),
            RepositoryPath = session.Directory,
            Environment = _tags.EnvironmentOf(session),
            Rules = _tags.RulesOf(session, parsed),
            Policy = session.Configuration.ToImagePolicy(),
            Date = parsed.GetValue(_tags.Date),
            Via = via.ToLowerInvariant() switch
            {
                "direct" => PublishVia.Direct,
                "engine" => PublishVia.Engine,
                "auto" => PublishVia.Auto,
                _ => throw PlimsollException.Usage($"'{via}' is no way to publish.", "It is direct, engine or auto."),
            },
            Platform = RegistryOptions.PlatformOf(parsed, _platform),
            Base = parsed.GetValue(_base) is { } below ? ImageLocation.Parse(below, session.Directory) : null,
            Entrypoint = parsed.GetValue(_entrypoint) ?? [],
            Transfer = _transfer.Of(parsed),
        };
        return build?.ApplyTo(request) ?? request;
    }

    private static void Print(CommandSession session, PublishPlan plan)
    {
        var report = PlanReport.Of(plan);
        if (session.IsJson)
            session.Host.Out.WriteLine(report.ToJson());
        else
            foreach (var line in report.ToLines())
                session.Host.Out.WriteLine(line);
    }

    private static string Summary(Receipt receipt)
    {
        var written = receipt.Tags.Count(tag => tag.Action is TagAction.Create or TagAction.Move);
        if (written == 0)
            return $"{receipt.Destination} is up to date: nothing was sent";

        var sent = receipt.Blobs.Where(blob => blob.Outcome == BlobOutcome.Sent).ToList();
        var foreign = receipt.Blobs.Count(blob => blob.Outcome == BlobOutcome.Foreign) is > 0 and var count ? $"; {count} foreign left where they are" : "";
        var blobs = receipt.Via == "engine" ? "" : $"; {sent.Count} of {receipt.Blobs.Count} blobs sent ({sent.Sum(blob => blob.Size):N0} bytes){foreign}";
        return $"{written} of {receipt.Tags.Count} tags written to {receipt.Destination}{blobs}";
    }
}
