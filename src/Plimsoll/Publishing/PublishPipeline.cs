using Plimsoll.Images;
using Plimsoll.Publishing.Building;
using Plimsoll.Storage;
using Plimsoll.Storage.Assembly;
using Plimsoll.Storage.Layout;
using Plimsoll.Tags;
using Plimsoll.Versioning;

namespace Plimsoll.Publishing;

/// <summary>The one way an image goes: observe, derive tags, check policy, plan, publish, record.</summary>
/// <param name="services">What it needs of the world.</param>
public sealed class PublishPipeline(PublishServices services)
{
    /// <summary>Observes, derives, checks policy and plans. It reads the registry and writes nothing there.</summary>
    /// <exception cref="PlimsollException">
    /// Repository, names or source cannot be used (2), policy forbids a tag (3), credentials are not accepted (4), the
    /// source does not exist (6), or the registry cannot be reached (7).
    /// </exception>
    public async Task<PreparedPublish> PrepareAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        var retriesBefore = services.Retries;
        var destination = PublishDestination.Of(request);
        if (request.Build is null)
            RefuseSourceAroundDestination(request.Source, destination);
        var context = services.Observer.Observe(request.RepositoryPath, request.Environment, request.Date);
        var local = KnownTagsReader.Local(context.Repository, request.Rules, request.RepositoryPath, NameOf(destination, request));

        // What policy forbids whatever the registry holds is refused before the registry is asked anything.
        ProductionPolicy.Check(TagEngine.Derive(context, request.Rules, local), context, request.Rules, request.Policy);

        var repository = Open(destination);
        var tags = TagEngine.Derive(context, request.Rules, local with { Registry = await KnownTagsReader.RemoteAsync(repository, cancellationToken) });
        ProductionPolicy.Check(tags, context, request.Rules, request.Policy);
        if (tags.Tags.Count == 0)
            throw PlimsollException.Usage($"There is no tag to publish under: {string.Join("; ", tags.Skipped.Select(skipped => $"{skipped.Strategy}: {skipped.Reason}"))}.");

        var (route, image) = await OpenRouteAsync(request, destination, repository, () => Assembly(request, context, tags), cancellationToken);
        try
        {
            return new PreparedPublish(context, tags, await PublishPlanner.PlanAsync(route, tags, context.Repository, cancellationToken), route, image) { RetriesBefore = retriesBefore };
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
        var publisher = new Publisher(prepared.Route, prepared.Context.Repository, services.Story);
        var (blobs, done) = await publisher.PublishAsync(prepared.Plan, progress, cancellationToken);

        var (context, repository) = (prepared.Context, prepared.Context.Repository);
        return new Receipt
        {
            ToolVersion = services.ToolVersion,
            StartedAt = startedAt,
            FinishedAt = services.Clock.GetUtcNow(),
            Destination = done.Destination,
            Via = prepared.Route.Name,
            Digest = done.Changes.FirstOrDefault(change => change.Action != TagAction.Keep)?.After ?? done.Image,
            Version = prepared.Tags.Version,
            Environment = context.Environment,
            Commit = repository.Head.Id,
            Dirty = repository.IsDirty,
            Repository = prepared.Tags.Labels.GetValueOrDefault(ImageLabels.Source),
            Host = context.Host?.Host,
            Actor = context.Host?.Actor,
            RunUrl = context.Host?.RunUrl,
            Tags = [.. done.Changes.Select(change => new ReceiptTag(change.Tag.Value, change.Tag.Strategy, change.Tag.Mutability, change.Action, change.Before, change.After))],
            Blobs = [.. blobs.Blobs.Select(copy => new ReceiptBlob(copy.Blob.Digest, copy.Blob.Size, copy.Outcome))],
            Retries = services.Retries - prepared.RetriesBefore,
        };
    }

    private IImageRepository Open(ImageLocation destination) => destination.Transport switch
    {
        ImageTransport.Registry => services.OpenRegistry(destination.Reference!),
        ImageTransport.OciLayout when destination.Tag is null => OciLayout.OpenOrCreate(destination.Path),
        _ => throw PlimsollException.Usage($"'{destination}' is no destination.", "Name a repository such as ghcr.io/acme/app, or a layout without a tag such as oci:out/app."),
    };

    /// <summary>An image that holds the images published before would have another digest each time.</summary>
    private static void RefuseSourceAroundDestination(ImageLocation source, ImageLocation destination)
    {
        if (source.Transport != ImageTransport.Directory || destination.Transport != ImageTransport.OciLayout)
            return;

        var relative = Path.GetRelativePath(Path.GetFullPath(source.Path), Path.GetFullPath(destination.Path));
        if (!relative.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(relative))
            throw PlimsollException.Usage($"The image would be written into the directory that it is assembled from: {destination.Path} is in {source.Path}.", "Put the files of the image into a directory of their own, such as out/.");
    }

    /// <summary>A layout is named from the repository: a path of this machine would say nothing in a receipt.</summary>
    private static string NameOf(ImageLocation destination, PublishRequest request) =>
        destination.Reference?.FamiliarName ?? $"oci:{Path.GetRelativePath(request.RepositoryPath, destination.Path).Replace('\\', '/')}";

    private async Task<(IPublishRoute Route, OpenedImage? Image)> OpenRouteAsync(
        PublishRequest request, ImageLocation destination, IImageRepository repository, Func<AssemblyOptions> assembly, CancellationToken cancellationToken)
    {
        if (request.Build is not { } recipe)
            return await OpenRouteAsync(request, destination, repository, () => OpenImageAsync(request, assembly, cancellationToken), cancellationToken);

        var options = assembly();
        var built = await new ImageBuilder(services).BuildAsync(recipe, new ImageMarks(options.Created, options.Labels, options.Annotations), cancellationToken);
        try
        {
            return await OpenRouteAsync(request with { Source = built.Location }, destination, repository, () => built.OpenAsync(new ImageOpener(services), cancellationToken), cancellationToken);
        }
        catch
        {
            built.Dispose();
            throw;
        }
    }

    private async Task<(IPublishRoute Route, OpenedImage? Image)> OpenRouteAsync(
        PublishRequest request, ImageLocation destination, IImageRepository repository, Func<Task<OpenedImage>> open, CancellationToken cancellationToken)
    {
        if (!await IsThroughEngineAsync(request, destination, cancellationToken))
        {
            var image = await open();
            return (new DirectRoute(image.Source, image.Manifest, repository, NameOf(destination, request), WithBase(request, destination)), image);
        }

        if (destination.Reference is not { } reference)
            throw PlimsollException.Usage($"The Docker Engine cannot publish to {destination}.", "Name a registry with --registry, or publish directly.");

        var engine = services.Engine;
        var id = request.Source.Transport == ImageTransport.Engine
            ? (await engine.InspectAsync(request.Source.Path, cancellationToken))?.Id ?? throw PlimsollException.NotFound($"The engine at {engine.Endpoint} has no image {request.Source.Path}.", "'docker images' lists what it has.")
            : await LoadAsync(engine, open, cancellationToken);
        var credentials = await services.FindEngineCredentialsAsync(reference, cancellationToken);
        return (new EngineRoute(engine, id, reference, repository, credentials, services.EnginePush), null);
    }

    private async ValueTask<bool> IsThroughEngineAsync(PublishRequest request, ImageLocation destination, CancellationToken cancellationToken) => request.Via switch
    {
        PublishVia.Engine => true,
        PublishVia.Auto => request.Source.Transport == ImageTransport.Engine
            && destination.Reference is { } reference
            && !await services.HasCredentialsAsync(reference, cancellationToken),
        _ => false,
    };

    /// <summary>The layers of a base image in the same registry are taken over from its repository, not fetched and sent.</summary>
    private static CopyOptions WithBase(PublishRequest request, ImageLocation destination) =>
        request.Base?.Reference is { } below && below.Registry == destination.Reference?.Registry
            ? request.Transfer with { MountFrom = [below.Repository, .. request.Transfer.MountFrom] }
            : request.Transfer;

    private Task<OpenedImage> OpenImageAsync(PublishRequest request, Func<AssemblyOptions> assembly, CancellationToken cancellationToken)
    {
        var opener = new ImageOpener(services);
        return request.Source.Transport == ImageTransport.Directory
            ? opener.AssembleAsync(request.Source.Path, request.Base, assembly(), cancellationToken)
            : opener.OpenAsync(request.Source, request.Platform, cancellationToken);
    }

    /// <summary>Brings the image into the engine without a name; its tags name it as they are pushed.</summary>
    private async Task<Digest> LoadAsync(IImageEngine engine, Func<Task<OpenedImage>> open, CancellationToken cancellationToken)
    {
        using var image = await open();
        services.Story?.Report($"load {image.Manifest.Descriptor.Digest} into the engine at {engine.Endpoint}");
        return await engine.LoadAsync(image.Source, image.Manifest, names: [], cancellationToken);
    }

    private AssemblyOptions Assembly(PublishRequest request, BuildContext context, TagPlan tags) => new()
    {
        Created = services.Observer.SourceDate ?? context.Repository.Head.CommitDate,
        Platform = request.Platform ?? ImageOpener.DefaultPlatform,
        Labels = tags.Labels,
        Annotations = tags.Annotations,
        Entrypoint = request.Entrypoint,
    };
}
