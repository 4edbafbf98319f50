using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing;

/// <summary>The one way an image goes: observe, derive tags, check policy, plan, publish, record.</summary>
/// <param name="services">What it needs of the world.</param>
public sealed class PublishPipeline(PlimsollHost services)
{
    /// <summary>Observes, derives, checks policy and plans. It reads the registry and writes nothing there.</summary>
    /// <exception cref="PlimsollException">
    /// Repository, names or source cannot be used (2), policy forbids a tag (3), credentials are not accepted (4), the
    /// source does not exist (6), or the registry cannot be reached (7).
    /// </exception>
    public Task<PreparedPublish> PrepareAsync(PublishRequest request, CancellationToken cancellationToken) =>
        PrepareAsync(request, isDry: false, cancellationToken);

    /// <summary>
    /// The same for a plan that is only looked at: it asks for no right to write, foretells what becomes of each blob, and
    /// what policy forbids is part of the plan (<see cref="PlannedImage.Findings"/>).
    /// </summary>
    /// <exception cref="PlimsollException">As for <see cref="PrepareAsync(PublishRequest, CancellationToken)"/>, policy excepted.</exception>
    public Task<PreparedPublish> PlanAsync(PublishRequest request, CancellationToken cancellationToken) =>
        PrepareAsync(request, isDry: true, cancellationToken);

    private async Task<PreparedPublish> PrepareAsync(PublishRequest request, bool isDry, CancellationToken cancellationToken)
    {
        var retriesBefore = services.RetryCounts;
        var destination = PublishDestination.Resolve(request);
        RefuseContradictions(request);
        if (request.Build is null)
            RefuseSourceAroundDestination(request.Source, destination);
        var context = services.Observer.Observe(request.RepositoryPath, request.Environment, request.Date);
        var local = KnownTagsReader.ReadLocal(context.Repository, request.Rules, request.RepositoryPath, PublishDestination.GetName(destination, request.RepositoryPath));

        if (request.Plan is { } planned)
            PlanDrift.CheckCommit(planned, context.Repository.Head.Id);
        foreach (var part in request.Parts)
            part.Check(context.Repository.Head.Id, request.Rules.AllowDirty);

        // What policy forbids whatever the registry holds is refused before the registry is asked anything.
        if (!isDry && !request.ByDigest)
            ProductionPolicy.Check(TagEngine.Derive(context, request.Rules, local), context, request.Rules, request.Policy);

        var repository = Open(destination, isDry ? RepositoryAccess.Pull : RepositoryAccess.Push);
        var tags = TagEngine.Derive(context, request.Rules, local with { Registry = await KnownTagsReader.ReadRemoteAsync(repository, cancellationToken) });
        if (request.ByDigest)
            tags = tags with { Tags = [] };
        var refusals = ProductionPolicy.Judge(tags, context, request.Rules, request.Policy);
        if (!isDry)
            ProductionPolicy.Throw(refusals);
        if (tags.Tags.Count == 0 && !request.ByDigest)
            throw PlimsollException.Usage($"There is no tag to publish under: {string.Join("; ", tags.Skipped.Select(skipped => $"{skipped.Strategy}: {skipped.Reason}"))}.");

        var (route, image, source) = await OpenReusableAsync(request, context, destination, repository, local, cancellationToken)
            ?? await OpenRouteAsync(request, destination, repository, platform => Assembly(request, context, tags, platform), tags.Annotations, isDry, cancellationToken);
        try
        {
            TagChangePlan plan = await PublishPlanner.PlanAsync(route, tags, context.Repository.Head.Id, cancellationToken) with { ByDigest = request.ByDigest };
            var holds = await PublishHolds.FindAsync(plan, tags, context.Environment, repository, request.RepositoryPath, cancellationToken);
            if (!request.ReleaseHold && !isDry)
                HoldGate.Refuse(holds);

            var prepared = new PreparedPublish(request, context, tags, plan, route, image)
            {
                Holds = holds,
                RetriesBefore = retriesBefore,
                Policy = PolicyRecord.Create(request.Policy, request.Rules.IsProduction),
            };
            prepared.Saved = await SaveAsync(prepared, source, request.ReleaseHold ? refusals : [.. refusals, .. HoldGate.Refusals(holds)], isDry, cancellationToken);
            if (request.Plan is not null)
                PlanDrift.Check(request.Plan, prepared.Saved);
            return prepared;
        }
        catch
        {
            image?.Dispose();
            throw;
        }
    }

    /// <summary>Carries the plan out and returns the record of it.</summary>
    /// <exception cref="PlimsollException">A tag is refused or moved meanwhile (5), or writing failed (4, 7); moved tags went back.</exception>
    public async Task<Receipt> PublishAsync(PreparedPublish prepared, IProgress<BlobCopy>? progress, CancellationToken cancellationToken)
    {
        var startedAt = services.Clock.GetUtcNow();
        await HoldGate.ReleaseAsync(prepared.Holds, services, cancellationToken);
        TagTransaction publisher = new TagTransaction(prepared.Target, prepared.Context.Repository.Head.Id, services.Details)
        {
            Verification = prepared.Request.Verification,
            HoldsForeignLayers = prepared.Request.Transfer.IncludeForeignLayers,
        };
        var (blobs, done) = await publisher.RunAsync(prepared.Plan, progress, cancellationToken);

        var (context, repository) = (prepared.Context, prepared.Context.Repository);
        var (retries, retriesBefore) = (services.RetryCounts, prepared.RetriesBefore);
        return new Receipt
        {
            ToolVersion = services.ToolVersion,
            StartedAt = startedAt,
            FinishedAt = services.Clock.GetUtcNow(),
            Destination = done.Destination,
            Via = prepared.Target.Name,
            Digest = done.Changes.FirstOrDefault(change => change.Action != TagAction.Keep)?.After ?? done.Image,
            Platform = prepared.Request.ByDigest ? await PlatformOfAsync(prepared.Target, cancellationToken) : null,
            Version = prepared.Tags.Version,
            // Nothing is in an environment that no tag brings there.
            Environment = prepared.Request.ByDigest ? null : context.Environment,
            Commit = repository.Head.Id,
            Dirty = repository.IsDirty,
            ChangedFiles = repository.ChangedFiles,
            Repository = prepared.Tags.Labels.GetValueOrDefault(ImageLabels.Source),
            Host = context.Host?.Host,
            Actor = context.Host?.Actor,
            RunUrl = context.Host?.RunUrl,
            Policy = prepared.Policy,
            Tags = [.. done.Changes.Select(change => new ReceiptTag(change.Tag.Value, change.Tag.Strategy, change.Tag.Mutability, change.Action, change.Before, change.After))],
            Blobs = [.. blobs.Blobs.Select(copy => new ReceiptBlob(copy.Blob.Digest, copy.Blob.Size, copy.Outcome, retries.Since(retriesBefore, copy.Blob.Digest)))],
            PlanHash = prepared.Request.Plan?.PlanHash ?? prepared.Saved.PlanHash,
            Retries = retries.Total - retriesBefore.Total,
            ReleasedHolds = [.. prepared.Holds.Select(found => found.Hold.Id)],
        };
    }

    /// <summary>Attaches the record to the image. Where nothing was written and the image has a receipt already, none is added.</summary>
    /// <param name="prepared">What was published.</param>
    /// <param name="receipt">The record.</param>
    /// <param name="file">The record's file as it is named to readers, for the advice where attaching fails.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What there is to tell, in one line.</returns>
    /// <exception cref="PlimsollException">The destination refuses or fails (exit codes 4, 7).</exception>
    public static Task<string> AttachAsync(PreparedPublish prepared, Receipt receipt, string file, CancellationToken cancellationToken) =>
        ReceiptReferrer.AttachDoneAsync(prepared.Target.Repository, receipt, "The image is published, but its receipt", file, cancellationToken);

    private async Task<PlannedImage> SaveAsync(PreparedPublish prepared, PlannedSource source, IReadOnlyList<TagRefusal> refusals, bool isDry, CancellationToken cancellationToken)
    {
        var (request, context, plan) = (prepared.Request, prepared.Context, prepared.Plan);
        return new PlannedImage
        {
            ToolVersion = services.ToolVersion,
            CreatedAt = services.Clock.GetUtcNow(),
            Date = context.Now,
            Destination = plan.Destination,
            Via = prepared.Target.Name,
            Image = plan.Image,
            Source = source,
            Version = prepared.Tags.Version,
            Environment = context.Environment,
            Commit = context.Repository.Head.Id,
            Dirty = context.Repository.IsDirty,
            PolicyHash = PolicyHash.Compute(request.Policy, request.Rules.IsProduction),
            Tags = [.. plan.Changes.Select(change => new PlannedTag(change.Tag.Value, change.Tag.Strategy, change.Tag.Mutability, change.Action, change.Before, change.After, change.Reason))],
            ByDigest = !request.ByDigest ? null : await prepared.Target.Repository.ResolveAsync(plan.Image.ToString(), cancellationToken) is null ? TagAction.Create : TagAction.Unchanged,
            Blobs = isDry ? await ForecastAsync(prepared, cancellationToken) : [],
            Findings = [.. refusals.Select(refusal => new PlannedFinding(refusal.Rule, refusal.Tag, refusal.Message, refusal.Advice))],
            Request = PlannedRequest.FromRequest(request),
        }.Hashed();
    }

    /// <summary>Where every tag stays with another image, nothing of this one is sent; what the engine sends, it does not say before.</summary>
    private Task<IReadOnlyList<PlannedBlob>> ForecastAsync(PreparedPublish prepared, CancellationToken cancellationToken)
    {
        if (prepared.Target is not DirectTarget route || (!prepared.Plan.ByDigest && !prepared.Plan.Changes.Any(change => change.IsWrite || change.Action == TagAction.Unchanged)))
            return Task.FromResult<IReadOnlyList<PlannedBlob>>([]);

        var destination = PublishDestination.Resolve(prepared.Request).Reference;
        BlobPlanner forecast = new BlobPlanner(route.Repository, name => services.OpenRegistry(ImageReference.Parse($"{destination!.Registry}/{name}"), RepositoryAccess.Pull));
        return forecast.PlanAsync(route.Source, route.Manifest, route.Transfer, cancellationToken);
    }

    /// <summary>The image that was published of this commit already, where that is what is wanted and there is one.</summary>
    private async Task<(IPublishTarget Route, OpenedImage? Image, PlannedSource Source)?> OpenReusableAsync(
        PublishRequest request, BuildContext context, ImageLocation destination, IImageRepository repository, KnownTags local, CancellationToken cancellationToken)
    {
        if (!request.Reuse)
            return null;
        if (request.Via != PublishVia.Direct)
            throw PlimsollException.Usage("An image that is in the registry already does not come through the Docker Engine.", "Leave out either --reuse or --via engine.");

        var tag = TagEngine.Derive(context, request.Rules with { Only = [StrategyNames.GitSha] }, local).Tags.FirstOrDefault(tag => tag.Mutability == Mutability.Immutable);
        var name = PublishDestination.GetName(destination, request.RepositoryPath);
        if (tag is not null
            && await repository.ResolveAsync(tag.Value, cancellationToken) is { } there
            && await ImageRevision.ReadAsync(repository, there, cancellationToken) == context.Repository.Head.Id)
        {
            services.Details?.Report($"{name}:{tag.Value} is of this commit and is published as it is: {there.Digest}");
            var image = new OpenedImage(repository, await repository.GetManifestAsync(there.Digest.ToString(), cancellationToken));
            return (new DirectTarget(image.Source, image.Manifest, repository, name, request.Transfer), image, new PlannedSource($"{name}:{tag.Value}", there.Digest));
        }

        if (request.Source is null)
            throw PlimsollException.NotFound(
                $"{name} holds no image of the commit {context.Repository.Head.Id}{(tag is null ? "" : $" under the tag {tag.Value}")}.",
                "Publish it first, or name a SOURCE to publish where there is none.");
        services.Details?.Report($"{name} holds no image of this commit: {request.Source} is published");
        return null;
    }

    private IImageRepository Open(ImageLocation destination, RepositoryAccess access) => destination.Transport switch
    {
        ImageTransport.Registry => services.OpenRegistry(destination.Reference!, access),
        ImageTransport.OciLayout when destination.Tag is null => OciLayout.OpenOrCreate(destination.Path),
        _ => throw PlimsollException.Usage($"'{destination}' is no destination.", "Name a repository such as ghcr.io/acme/app, or a layout without a tag such as oci:out/app."),
    };

    /// <summary>An image that holds the images published before would have another digest each time.</summary>
    private static void RefuseSourceAroundDestination(ImageLocation? source, ImageLocation destination)
    {
        if (source?.Transport != ImageTransport.Files || destination.Transport != ImageTransport.OciLayout)
            return;

        var relative = Path.GetRelativePath(Path.GetFullPath(source.Path), Path.GetFullPath(destination.Path));
        if (!relative.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(relative))
            throw PlimsollException.Usage($"The image would be written into the directory that it is assembled from: {destination.Path} is in {source.Path}.", "Put the files of the image into a directory of their own, such as out/.");
    }

    private async Task<(IPublishTarget Route, OpenedImage? Image, PlannedSource Source)> OpenRouteAsync(
        PublishRequest request, ImageLocation destination, IImageRepository repository, Func<Platform, AssemblyOptions> assembly, IReadOnlyDictionary<string, string> annotations, bool isDry, CancellationToken cancellationToken)
    {
        if (request.Build is null && (request.Parts.Count > 0 || request.Platforms.Count > 0))
        {
            var joined = await ImageOpener.JoinAsync(PartsOf(request, assembly, cancellationToken), annotations, cancellationToken);
            return (DirectRouteOf(request, destination, repository, joined), joined, new PlannedSource(SourceNameOf(request), joined.Manifest.Descriptor.Digest));
        }

        var source = request.Source ?? throw PlimsollException.Usage("There is nothing to publish.", "Name a SOURCE.");
        if (request.Build is not { } recipe)
            return await OpenRouteAsync(request, source, destination, repository, () => OpenImageAsync(request, source, assembly, cancellationToken), isDry, cancellationToken);

        var options = assembly(request.Platform ?? ImageOpener.DefaultPlatform);
        var built = await new ImageBuilder(services).BuildAsync(recipe, new ImageMetadata(options.Created, options.Labels, options.Annotations), cancellationToken);
        try
        {
            return await OpenRouteAsync(request, built.Location, destination, repository, () => built.OpenAsync(new ImageOpener(services), cancellationToken), isDry, cancellationToken);
        }
        catch
        {
            built.Dispose();
            throw;
        }
    }

    private async Task<(IPublishTarget Route, OpenedImage? Image, PlannedSource Source)> OpenRouteAsync(
        PublishRequest request, ImageLocation source, ImageLocation destination, IImageRepository repository, Func<Task<OpenedImage>> open, bool isDry, CancellationToken cancellationToken)
    {
        // What is built here lies under a name of this run; the directory it is built from has one for every run.
        var name = (request.Build is null ? source : request.Source!).NameFrom(request.RepositoryPath);
        if (!await IsThroughEngineAsync(request, source, destination, cancellationToken))
        {
            var image = await open();
            DirectTarget route = DirectRouteOf(request, destination, repository, image);
            return (route, image, new PlannedSource(name, route.Image));
        }

        if (destination.Reference is not { } reference)
            throw PlimsollException.Usage($"The Docker Engine cannot publish to {destination}.", "Name a registry with --registry, or publish directly.");

        var engine = services.Engine;
        var (id, digest) = source.Transport == ImageTransport.DockerDaemon
            ? await FindAsync(engine, source.Path, cancellationToken)
            : await LoadAsync(engine, open, isDry, cancellationToken);
        var credentials = await services.FindEngineCredentialsAsync(reference, cancellationToken);
        return (new EngineTarget(engine, id, reference, repository, credentials, services.EnginePush), null, new PlannedSource(name, digest));
    }

    private async ValueTask<bool> IsThroughEngineAsync(PublishRequest request, ImageLocation source, ImageLocation destination, CancellationToken cancellationToken) => request.Via switch
    {
        PublishVia.Engine => true,
        PublishVia.Auto => source.Transport == ImageTransport.DockerDaemon
            && destination.Reference is { } reference
            && !await services.HasCredentialsAsync(reference, cancellationToken),
        _ => false,
    };

    private static DirectTarget DirectRouteOf(PublishRequest request, ImageLocation destination, IImageRepository repository, OpenedImage image) =>
        new(image.Source, image.Manifest, repository, PublishDestination.GetName(destination, request.RepositoryPath), WithBase(request, destination)) { ByDigest = request.ByDigest };

    private static string SourceNameOf(PublishRequest request) => request.Parts.Count > 0
        ? string.Join(", ", request.Parts.Select(part => part.Location.NameFrom(request.RepositoryPath)))
        : request.Source!.NameFrom(request.RepositoryPath);

    private IReadOnlyList<Func<Task<OpenedImage>>> PartsOf(PublishRequest request, Func<Platform, AssemblyOptions> assembly, CancellationToken cancellationToken)
    {
        if (request.Parts.Count > 0)
            return [.. request.Parts.Select(part => (Func<Task<OpenedImage>>)(() => new ImageOpener(services).OpenAsync(part.Location, platform: null, cancellationToken)))];

        var source = request.Source ?? throw PlimsollException.Usage("There is nothing to publish.", "Name a SOURCE.");
        return [.. request.Platforms.Select(platform => (Func<Task<OpenedImage>>)(() => OpenImageAsync(request with { Platform = platform }, source, assembly, cancellationToken)))];
    }

    /// <summary>The engine pushes by tag, and one platform; what is reused is an image as a whole, and has its tags.</summary>
    private static void RefuseContradictions(PublishRequest request)
    {
        if (request.Reuse && (request.ByDigest || request.Parts.Count > 0 || request.Platforms.Count > 0))
            throw PlimsollException.Usage("An image that was published of this commit is taken as it is, and not made anew of platforms.", "Leave out either --reuse, or --by-digest and all but one --platform.");
        if (request.Via == PublishVia.Engine && (request.ByDigest || request.Parts.Count > 0 || request.Platforms.Count > 0))
            throw PlimsollException.Usage("The Docker Engine publishes one platform under tags, and neither an index nor an image by its digest.", "Publish direct: leave out --via engine.");
    }

    private static async Task<string?> PlatformOfAsync(IPublishTarget route, CancellationToken cancellationToken) =>
        route is DirectTarget direct && direct.Manifest.Parse() is ImageManifest image
            ? (await direct.Source.ReadConfigAsync(image, cancellationToken))?.Platform?.ToString()
            : null;

    /// <summary>The directory that holds the files for a platform.</summary>
    private static string DirectoryFor(string path, Platform platform) => path
        .Replace("{os}", platform.Os, StringComparison.Ordinal)
        .Replace("{arch}", platform.Architecture, StringComparison.Ordinal)
        .Replace("{variant}", platform.Variant ?? "", StringComparison.Ordinal);

    /// <summary>The layers of a base image in the same registry are taken over from its repository, not fetched and sent.</summary>
    private static CopyOptions WithBase(PublishRequest request, ImageLocation destination) =>
        request.Base?.Reference is { } below && below.Registry == destination.Reference?.Registry
            ? request.Transfer with { MountFrom = [below.Repository, .. request.Transfer.MountFrom] }
            : request.Transfer;

    private Task<OpenedImage> OpenImageAsync(PublishRequest request, ImageLocation source, Func<Platform, AssemblyOptions> assembly, CancellationToken cancellationToken)
    {
        var opener = new ImageOpener(services);
        var platform = request.Platform ?? ImageOpener.DefaultPlatform;
        return source.Transport == ImageTransport.Files
            ? opener.AssembleAsync(DirectoryFor(source.Path, platform), request.Base, assembly(platform), cancellationToken)
            : opener.OpenAsync(source, request.Platform, cancellationToken);
    }

    private static async Task<(Digest Id, Digest Source)> FindAsync(IImageEngine engine, string name, CancellationToken cancellationToken)
    {
        var image = await engine.InspectAsync(name, cancellationToken)
            ?? throw PlimsollException.NotFound($"The engine at {engine.Endpoint} has no image {name}.", "'docker images' lists what it has.");
        return (image.Id, image.Id);
    }

    /// <summary>Brings the image into the engine without a name; its tags name it as they are pushed. A plan leaves the engine alone.</summary>
    private async Task<(Digest Id, Digest Source)> LoadAsync(IImageEngine engine, Func<Task<OpenedImage>> open, bool isDry, CancellationToken cancellationToken)
    {
        using var image = await open();
        if (isDry)
            return (image.Manifest.Parse() is ImageManifest single ? single.Config.Digest : image.Manifest.Descriptor.Digest, image.Manifest.Descriptor.Digest);

        services.Details?.Report($"load {image.Manifest.Descriptor.Digest} into the engine at {engine.Endpoint}");
        return (await engine.LoadAsync(image.Source, image.Manifest, names: [], cancellationToken), image.Manifest.Descriptor.Digest);
    }

    private AssemblyOptions Assembly(PublishRequest request, BuildContext context, TagPlan tags, Platform platform) => new()
    {
        Created = services.Observer.SourceDate ?? context.Repository.Head.CommitDate,
        Platform = platform,
        Labels = tags.Labels,
        Annotations = tags.Annotations,
        Entrypoint = request.Entrypoint,
    };
}
