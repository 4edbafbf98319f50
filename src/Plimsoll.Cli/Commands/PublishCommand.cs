using System.CommandLine;
using System.Globalization;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Reports;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Cli.Commands;

/// <summary><c>plimsoll publish</c>: sends an image and lets the derived tags name it.</summary>
internal sealed class PublishCommand
{
    private readonly TagOptions _tags = new();
    private readonly Argument<string?> _source = new("SOURCE")
    {
        Description = "What to publish [default: what 'build:' in plimsoll.yml builds, else its 'source:']: oci:PATH[:TAG], oci-archive:FILE, docker-archive:FILE, docker-daemon:NAME, dir:PATH, files:PATH, a reference, or a bare path",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> _image = new("--image", "-i") { Description = "Name of the image; without any registry it goes to an OCI layout under artifacts/images. NAME=SOURCE, repeated, publishes several; a name under images: in plimsoll.yml that one of them [env: PLIMSOLL_IMAGE]", HelpName = "NAME[=SOURCE]" };
    private readonly Option<string> _via = new Option<string>("--via") { Description = "Publish direct to the registry, or through the Docker engine; auto takes the engine for docker-daemon:NAME without credentials for the registry [default: direct] [env: PLIMSOLL_VIA]", HelpName = "direct|engine|auto" }.AcceptOnlyFromAmong("direct", "engine", "auto");
    private readonly Option<string[]> _platform = new("--platform") { Description = "Publish this platform of an index; what an image assembled from files:PATH runs on. Several, with commas or repeated, become one index; {os} and {arch} in PATH stand for each [default: the whole index; linux on this machine's architecture]", HelpName = "OS/ARCH,…" };
    private readonly Option<string> _base = new("--base") { Description = "Image that the files of files:PATH are put on [default: nothing]", HelpName = "IMAGE" };
    private readonly Option<string[]> _entrypoint = new("--entrypoint") { Description = "Entrypoint of an image assembled from files:PATH; repeat it for arguments", HelpName = "WORD" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print what would be done and write nothing, as 'plimsoll plan' does" };
    private readonly Option<bool> _reuse = new("--reuse") { Description = "Publish the image that the commit's Git SHA tag names already, where there is one, instead of SOURCE" };
    private readonly Option<bool> _detailedExitCode = new("--detailed-exitcode") { Description = $"End with {(int)ExitCode.ChangesPending} where a plan would change something, with 0 where not" };
    private readonly Option<string> _save = SaveOption();
    private readonly Option<string> _fromPlan = new("--from-plan") { Description = "Do what this plan says, or nothing where registry, commit, policy or source have changed since", HelpName = "FILE" };
    private readonly Option<string> _verify = VerifyOption.Create();
    private readonly Option<string> _receipt = new("--receipt") { Description = "Where the record is written [default: .plimsoll/receipts/TIME-COMMIT.json]", HelpName = "FILE" };
    private readonly Option<bool> _attach = new("--attach") { Description = "Attach the record to the image too, where any client of the registry finds it" };
    private readonly Option<bool> _releaseHold = MoveOptions.ReleaseHoldOption();
    private readonly TransferOptions _transfer = new();
    private readonly RunOptions _run = new();
    private readonly RegistryOptions _registry = new();

    public static Command Create(CommandHost host)
    {
        var verb = new PublishCommand();
        var command = new Command("publish", "Publish an image under the tags derived from the git repository");
        verb.AddTo(command, verb._dryRun, verb._fromPlan, verb._verify, verb._receipt, verb._attach, verb._releaseHold);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed, parsed.GetValue(verb._dryRun)), parsed, parsed.GetValue(verb._dryRun), cancellationToken));
        return command;
    }

    /// <summary><c>plimsoll plan</c>: what publishing would do.</summary>
    public static Command CreatePlan(CommandHost host)
    {
        var verb = new PublishCommand();
        var command = new Command("plan", "Show what publishing would do with each tag and blob, and write nothing");
        verb.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed, takesMarkdown: true), parsed, isDry: true, cancellationToken));
        return command;
    }

    public static Option<string> SaveOption() => new("--save") { Description = "Write the plan there too, as JSON, for 'plimsoll publish --from-plan'", HelpName = "FILE" };

    private void AddTo(Command command, params ReadOnlySpan<Option> more)
    {
        command.Add(_source);
        command.Add(_image);
        _tags.AddTo(command);
        foreach (var option in (Option[])[_via, _platform, _base, _entrypoint, _reuse, _detailedExitCode, _save, .. more])
            command.Add(option);
        _run.AddTo(command);
        _transfer.AddTo(command);
        _registry.AddWithSourceTo(command);
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, bool isDry, CancellationToken cancellationToken)
    {
        if (!isDry && (parsed.GetValue(_detailedExitCode) || parsed.GetValue(_save) is not null))
            throw PlimsollException.Usage("--detailed-exitcode and --save are about a plan.", "Use 'plimsoll plan', or add --dry-run.");

        var (planned, plannedRun) = parsed.GetValue(_fromPlan) is { } planFile ? await PlanFile.ReadAsync(Path.GetFullPath(planFile, session.Host.Directory), planFile, cancellationToken) : (null, null);
        if (planned is not null || plannedRun is not null)
            _run.RefuseOtherShare(parsed, plannedRun?.Partition);
        if (RunOf(session, parsed, planned, plannedRun) is { } run)
            return await new RunPublishing(session, parsed, _registry).RunAsync(
                run,
                isDry,
                new RunOutputs(parsed.GetValue(_save), parsed.GetValue(_detailedExitCode), parsed.GetValue(_receipt), session.Has(_attach)),
                cancellationToken);

        var request = _run.Of(session, RequestOf(session, parsed, planned, chosen: null, BuildOf(session, parsed, planned)));
        await using var plimsoll = _registry.CreatePlimsoll(session, parsed, PublishDestination.Resolve(request), request.Base ?? request.Source);
        var pipeline = new PublishPipeline(plimsoll);
        if (isDry)
            return await PlanFile.ShowAsync(session, pipeline, request, parsed.GetValue(_save), parsed.GetValue(_detailedExitCode), cancellationToken);

        return await PublishAsync(session, pipeline, request, parsed.GetValue(_receipt), session.Has(_attach), cancellationToken);
    }

    /// <summary>Publishes one image, writes its receipt and prints the result.</summary>
    internal static async Task<int> PublishAsync(CommandSession session, PublishPipeline pipeline, PublishRequest request, string? receiptFile, bool attaches, CancellationToken cancellationToken)
    {
        using var prepared = await pipeline.PrepareAsync(request, cancellationToken);
        foreach (var warning in prepared.Tags.Warnings)
            session.Diagnostics.Warn(warning);

        var named = receiptFile is null ? null : Path.GetFullPath(receiptFile, session.Host.Directory);
        ReceiptFile.Prepare(session.Directory, named);
        session.Diagnostics.Info($"publish {prepared.Plan.Image} to {prepared.Plan.Destination}");
        var receipt = await pipeline.PublishAsync(prepared, new BlobReporter(session.Diagnostics), cancellationToken);
        var path = await ReceiptFile.WriteAsync(receipt, session.Directory, named);

        await session.PrintRecordAsync(receipt.ToJson(), ReceiptLines.Format(receipt));
        session.Diagnostics.Info(ReceiptLines.FormatSummary(receipt));
        session.Diagnostics.Info($"receipt: {Path.GetRelativePath(session.Directory, path)}");
        if (attaches)
            session.Diagnostics.Info(await PublishPipeline.AttachAsync(prepared, receipt, Path.GetRelativePath(session.Directory, path), cancellationToken));
        return (int)ExitCode.Done;
    }

    /// <summary>The run, where several images are meant; <c>null</c> for one.</summary>
    private PublishRunRequest? RunOf(CommandSession session, ParseResult parsed, PlannedImage? planned, RunPlanDocument? plannedRun)
    {
        if (plannedRun is not null)
            return _run.OfPlan(session, plannedRun, image => RequestOf(session, parsed, image.Plan, chosen: null, BuildOf(session, image)));
        if (planned is not null)
            return null;

        var chosen = ChosenImage.Of(session, parsed.GetValue(_image) ?? [], parsed.GetValue(_source), _tags);
        return _run.Of(session, chosen?.Select(image => new NamedRequest(image.Name, RequestOf(session, parsed, plan: null, image, image.Build))).ToList(), () => RequestOf(session, parsed, plan: null, chosen: null, BuildOf(session, parsed, planned: null)));
    }

    /// <summary>How the one image is built; <c>null</c> where a source is named, here or by the plan.</summary>
    private BuildRecipe? BuildOf(CommandSession session, ParseResult parsed, PlannedImage? planned) =>
        parsed.GetValue(_source) is not null ? null
        : planned is null ? session.Configuration.Build
        : planned.Request.IsBuilt ? session.Configuration.Build ?? throw NoLongerBuilt(planned.Request.Image)
        : null;

    /// <summary>How an image of a planned run is built. The share of a platform is called by the image and the platform, and an image's own name has no space.</summary>
    private static BuildRecipe? BuildOf(CommandSession session, RunPlanEntry planned)
    {
        if (!planned.Plan.Request.IsBuilt)
            return null;

        var name = planned.Name.Split(' ')[0];
        var configured = session.Configuration.Images.FirstOrDefault(image => image.Name == name);
        return (configured is null ? session.Configuration.Build : configured.Build) ?? throw NoLongerBuilt(name);
    }

    private static PlimsollException NoLongerBuilt(string image) => new(
        ErrorKind.Conflict,
        $"The plan builds {image} as 'build:' in plimsoll.yml said, and there is no such section now.",
        "Plan again, and look at the new plan before it is published.");

    /// <summary>What a plan was made for counts before environment and configuration, which may be others where it is carried out.</summary>
    private PublishRequest RequestOf(CommandSession session, ParseResult parsed, PlannedImage? plan, ChosenImage? chosen, BuildRecipe? build)
    {
        var asked = plan?.Request;
        var isReuse = parsed.GetValue(_reuse) || asked?.Reuse == true;
        var source = chosen is not null ? chosen.Source
            : build is not null ? ImageLocation.ForFiles(build.Context)
            : parsed.GetValue(_source) is { } given ? ImageLocation.Parse(given, session.Directory)
            : asked is { Source: { } planned } ? ImageLocation.Parse(planned, session.Directory)
            : asked is null && session.Configuration is { Source: { } configured, File: { } file } ? ImageLocation.Parse(configured, Path.GetDirectoryName(file))
            : isReuse || asked?.Parts is not null ? null
            : throw PlimsollException.Usage("There is nothing to publish.", "Name it: plimsoll publish SOURCE, for example files:out, oci:out/image or docker-daemon:app:dev; or set 'source:' or 'build:' in plimsoll.yml.");
        var image = chosen?.Image ?? (parsed.GetValue(_image) is [var name, ..] ? name : null) ?? asked?.Image ?? _tags.ImageOf(session)
            ?? throw PlimsollException.Usage("The image has no name.", "Pass --image NAME, set PLIMSOLL_IMAGE, or set 'image:' in plimsoll.yml.");
        var via = parsed.GetValue(_via) ?? plan?.Via ?? session.Value(_via, "PLIMSOLL_VIA", null) ?? "direct";
        if (source is not null && source.Transport != ImageTransport.Files && (parsed.GetValue(_base) is not null || parsed.GetValue(_entrypoint) is { Length: > 0 }))
            throw PlimsollException.Usage($"--base and --entrypoint shape an image assembled from files; {source} is an image already.", "Publish files:PATH, or leave them out.");
        var environment = plan is null ? _tags.EnvironmentOf(session) : parsed.GetValue(_tags.Environment) ?? plan.Environment;
        var transfer = _transfer.Parse(parsed);
        var rules = _tags.RulesOf(session, parsed, environment, asked);
        var platforms = RunOptions.PlatformsOf(parsed.GetValue(_platform) ?? []) is { Count: > 0 } named ? named : chosen?.Platforms ?? PlannedPlatforms(asked);
        var request = new PublishRequest
        {
            Source = source,
            Image = image,
            Registry = chosen is not null ? chosen.Registry : asked is null ? _tags.RegistryOf(session) : parsed.GetValue(_tags.Registry) ?? asked.Registry,
            RepositoryPath = session.Directory,
            Environment = environment,
            Rules = chosen?.TagPrefix is { } prefix ? rules with { TagPrefix = prefix } : rules,
            Policy = session.Configuration.ToImagePolicy(),
            Date = parsed.GetValue(_tags.Date) ?? plan?.Date?.ToString("O", CultureInfo.InvariantCulture),
            Via = via.ToLowerInvariant() switch
            {
                "direct" => PublishVia.Direct,
                "engine" => PublishVia.Engine,
                "auto" => PublishVia.Auto,
                _ => throw PlimsollException.Usage($"'{via}' is no way to publish.", "It is direct, engine or auto."),
            },
            Platform = platforms is [var only] ? only : null,
            Platforms = platforms.Count > 1 ? platforms : [],
            Parts = [.. asked?.Parts?.Select(part => new IndexPart(ImageLocation.Parse(part, session.Directory))) ?? []],
            ByDigest = asked?.ByDigest == true,
            Base = (parsed.GetValue(_base) ?? asked?.Base) is { } below ? ImageLocation.Parse(below, session.Directory) : null,
            Entrypoint = parsed.GetValue(_entrypoint) is { Length: > 0 } words ? words : asked?.Entrypoint ?? [],
            Reuse = isReuse,
            Verification = VerifyOption.Parse(parsed, _verify),
            Plan = plan,
            Transfer = asked is null ? transfer : transfer with { Referrers = transfer.Referrers && asked.Referrers, IncludeForeignLayers = transfer.IncludeForeignLayers || asked.ForeignLayers },
            ReleaseHold = parsed.GetValue(_releaseHold),
        };
        return build?.ApplyTo(request) ?? request;
    }

    private static IReadOnlyList<Platform> PlannedPlatforms(PlannedRequest? asked) =>
        asked?.Platforms is { } several ? [.. several.Select(Platform.Parse)]
        : asked?.Platform is { } one ? [Platform.Parse(one)]
        : [];
}
