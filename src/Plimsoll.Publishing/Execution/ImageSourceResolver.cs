using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// Finds the image that a request asks for: one that was published of this commit before, one that is built, assembled or
/// joined first, or one that exists; and decides whether it goes direct or through the Docker Engine.
/// </summary>
internal sealed class ImageSourceResolver(PlimsollHost host, PublishRequest request, BuildContext context, ImageLocation destination, IImageRepository repository)
{
    private readonly ImageOpener _opener = new(host);

    /// <summary>The tags of the build, whose labels and annotations an image that is made here gets.</summary>
    public required TagPlan Tags { get; init; }

    /// <summary>The tags that this machine knows of, for the commit's own tag.</summary>
    public required KnownTags KnownTags { get; init; }

    /// <summary>What was built in this run.</summary>
    public required SharedBuilds Builds { get; init; }

    /// <summary>Whether nothing may be written, to the engine either.</summary>
    public bool IsReadOnly { get; init; }

    private string DestinationName => PublishDestination.GetName(destination, request.RepositoryPath);

    /// <exception cref="PlimsollException">The source cannot be used (2), does not exist (6), or could not be built (1) or read (4, 7).</exception>
    public async Task<ResolvedImage> ResolveAsync(CancellationToken cancellationToken)
    {
        if (request.Reuse && await FindPublishedAsync(cancellationToken) is { } published)
            return published;
        if (request.Build is { } recipe)
            return await BuildAsync(recipe, cancellationToken);
        if (request.Parts.Count > 0 || request.Platforms.Count > 0)
            return await DirectAsync(await JoinAsync(cancellationToken), JoinedName(), isBuilt: false, cancellationToken);

        return await ResolveAsync(RequiredSource, built: null, cancellationToken);
    }

    private ImageLocation RequiredSource => request.Source ?? throw PlimsollException.Usage("There is nothing to publish.", $"Specify the image to publish ({host.SettingName("source")}).");

    /// <summary>The image that the commit's tag names, if it was made of this very commit.</summary>
    private async Task<ResolvedImage?> FindPublishedAsync(CancellationToken cancellationToken)
    {
        var tag = TagEngine.Derive(context, request.Rules with { Only = [StrategyNames.GitSha] }, KnownTags).Tags.FirstOrDefault(tag => tag.Mutability == Mutability.Immutable);
        var there = tag is null ? null : await repository.FindAsync(tag.Value, cancellationToken);
        var revision = there is null ? null : await ImageRevision.ReadAsync(repository, there, cancellationToken);
        if (tag is not null && there is not null && revision == context.Repository.Head.Id)
        {
            host.Details?.Report($"{DestinationName}:{tag.Value} was built from this commit and is reused: {there.Digest}");
            var image = new OpenedImage(repository, await repository.GetManifestAsync(there.Digest.ToString(), cancellationToken));
            return new ResolvedImage(new DirectTarget(image.Source, image.Manifest, repository, DestinationName, request.Transfer) { ComparesContent = true }, image, new PlannedSource($"{DestinationName}:{tag.Value}", there.Digest));
        }

        var reason = there is null ? null : revision is null
            ? $"{DestinationName}:{tag!.Value} points to {there.Digest}, which cannot be reused: it has no label {ImageLabels.Revision} with the commit it was built from"
            : $"{DestinationName}:{tag!.Value} points to {there.Digest}, which cannot be reused: it was built from commit {revision}";
        if (request.Source is null)
            throw PlimsollException.NotFound(
                $"{DestinationName} has no image of commit {context.Repository.Head.Id}{(tag is null ? "" : $" under tag {tag.Value}")}{(reason is null ? "" : $": {reason}")}.",
                $"Publish it first, or specify what to publish if there is none ({host.SettingName("source")}).");

        // Whoever asked for it wants to know why it is built again.
        if (reason is null)
            host.Details?.Report($"{DestinationName} has no image of this commit; publishing {request.Source}");
        else
            host.Diagnostics?.Report(new Diagnostic(DiagnosticLevel.Information, $"{reason}; publishing {request.Source}"));
        return null;
    }

    private async Task<ResolvedImage> BuildAsync(BuildRecipe recipe, CancellationToken cancellationToken)
    {
        var options = AssemblyFor(request.Platform ?? ImageOpener.DefaultPlatform);
        var marks = new ImageMetadata(options.Created, options.Labels, options.Annotations) { Version = Tags.Version, Commit = context.Revision };
        recipe = recipe with { ListsPackages = recipe.Kind == BuildKind.Project && request.Sbom is { File: null } };
        var built = await Builds.GetAsync(recipe, marks, () => new ImageBuilder(host).BuildAsync(recipe with { Cache = recipe.Cache?.For(destination, IsReadOnly) }, marks, cancellationToken));
        try
        {
            return await ResolveAsync(built.Location, built, cancellationToken) with { Assets = built.Assets };
        }
        catch
        {
            built.Dispose();
            throw;
        }
    }

    private async Task<ResolvedImage> ResolveAsync(ImageLocation source, BuiltImage? built, CancellationToken cancellationToken)
    {
        // What is built lies under a name of this run; the directory that it is built from has the same name in every run.
        var name = (built is null ? source : request.Source!).NameFrom(request.RepositoryPath);
        if (!await IsThroughEngineAsync(source, cancellationToken))
            return await DirectAsync(await OpenAsync(source, built, cancellationToken), name, isBuilt: built is not null, cancellationToken);

        if (destination.Reference is not { } reference)
            throw PlimsollException.Usage($"The Docker Engine cannot publish to {destination}.", $"Specify a registry ({host.SettingName("registry")}), or publish directly ({host.SettingName("via")}).");

        var (id, digest) = source.Transport == ImageTransport.DockerDaemon && !await ClaimsAnotherVersionAsync(source, built, cancellationToken)
            ? await FindInEngineAsync(source.Path, cancellationToken)
            : await LoadIntoEngineAsync(source, built, cancellationToken);
        var credentials = await host.FindEngineCredentialsAsync(reference, cancellationToken);
        return new ResolvedImage(new EngineTarget(host.Engine, id, reference, repository, credentials, host.EnginePush, host.Retry, host.WaitClock), Opened: null, new PlannedSource(name, digest));
    }

    private async ValueTask<bool> IsThroughEngineAsync(ImageLocation source, CancellationToken cancellationToken) => request.Via switch
    {
        PublishVia.Engine => true,
        PublishVia.Auto => source.Transport == ImageTransport.DockerDaemon
            && destination.Reference is { } reference
            && !await host.HasCredentialsAsync(reference, cancellationToken),
        _ => false,
    };

    private async Task<ResolvedImage> DirectAsync(OpenedImage opened, string name, bool isBuilt, CancellationToken cancellationToken)
    {
        var source = isBuilt ? Attestations.DigestOfImages(opened.Manifest) : opened.Manifest.Descriptor.Digest;
        var image = await CompressAsync(opened, name, cancellationToken);
        var target = new DirectTarget(image.Source, image.Manifest, repository, DestinationName, WithBase(request.Transfer)) { ByDigest = request.ByDigest, ComparesContent = true };
        return new ResolvedImage(target, image, new PlannedSource(name, source));
    }

    private Task<OpenedImage> CompressAsync(OpenedImage image, string name, CancellationToken cancellationToken) =>
        CompressedImage.CreateAsync(host, image, CompressionSetting.Resolve(request.Transfer.Compression, host.Environment, host.Configuration), name, repository, cancellationToken);

    /// <summary>The layers of a base image in the same registry are mounted from its repository, not fetched and sent.</summary>
    private CopyOptions WithBase(CopyOptions transfer) =>
        request.Base?.Reference is { } below && below.Registry == destination.Reference?.Registry
            ? transfer with { MountFrom = [below.Repository, .. transfer.MountFrom] }
            : transfer;

    private Task<OpenedImage> OpenAsync(ImageLocation source, BuiltImage? built, CancellationToken cancellationToken) =>
        built?.OpenAsync(_opener, host.Warnings, cancellationToken) ?? OpenAsync(source, request.Platform, cancellationToken);

    private Task<OpenedImage> OpenAsync(ImageLocation source, Platform? platform, CancellationToken cancellationToken)
    {
        if (source.Transport != ImageTransport.Files)
            return _opener.OpenAsync(source, platform, cancellationToken);

        var runsOn = platform ?? ImageOpener.DefaultPlatform;
        return _opener.AssembleAsync(DirectoryFor(source.Path, runsOn), request.Base, AssemblyFor(runsOn), cancellationToken);
    }

    private async Task<OpenedImage> JoinAsync(CancellationToken cancellationToken)
    {
        var images = new List<OpenedImage>();
        try
        {
            foreach (var part in request.Parts)
                images.Add(await CompressAsync(await _opener.OpenAsync(part.Location, platform: null, cancellationToken), part.Location.NameFrom(request.RepositoryPath), cancellationToken));
            if (request.Parts.Count == 0)
                foreach (var platform in request.Platforms)
                    images.Add(await CompressAsync(await OpenAsync(RequiredSource, platform, cancellationToken), JoinedName(), cancellationToken));
            return await ImageOpener.JoinAsync(images, Tags.Annotations, cancellationToken);
        }
        catch
        {
            foreach (var image in images)
                image.Dispose();
            throw;
        }
    }

    private string JoinedName() => request.Parts.Count > 0
        ? string.Join(", ", request.Parts.Select(part => part.Location.NameFrom(request.RepositoryPath)))
        : RequiredSource.NameFrom(request.RepositoryPath);

    private async Task<(Digest Id, Digest Source)> FindInEngineAsync(string name, CancellationToken cancellationToken)
    {
        var image = await host.Engine.InspectAsync(name, cancellationToken)
            ?? throw await MissingImage.ExplainAsync(host.Engine, name, cancellationToken);
        return (image.Id, image.Id);
    }

    /// <summary>Whether the engine built an image that says a version, which its base left there, and none is released.</summary>
    private async Task<bool> ClaimsAnotherVersionAsync(ImageLocation source, BuiltImage? built, CancellationToken cancellationToken) =>
        built is not null && !Tags.Labels.ContainsKey(ImageLabels.Version)
        && (await host.Engine.InspectAsync(source.Path, cancellationToken))?.Labels.Keys.Any(BaseImage.VersionLabels.Contains) == true;

    /// <summary>Loads the image into the engine without a name; its tags name it as they are pushed. A plan leaves the engine alone.</summary>
    private async Task<(Digest Id, Digest Source)> LoadIntoEngineAsync(ImageLocation source, BuiltImage? built, CancellationToken cancellationToken)
    {
        using var image = await OpenAsync(source, built, cancellationToken);
        try
        {
            return await LoadIntoEngineAsync(image, cancellationToken);
        }
        catch (EngineUnavailableException exception)
        {
            throw exception.OrDirect();
        }
    }

    private async Task<(Digest Id, Digest Source)> LoadIntoEngineAsync(OpenedImage image, CancellationToken cancellationToken)
    {
        // An engine takes one platform, and no attestations.
        var manifest = await Attestations.FindOnlyImageAsync(image.Source, image.Manifest, cancellationToken) ?? image.Manifest;
        var digest = manifest.Descriptor.Digest;
        if (IsReadOnly)
            return (manifest.Parse() is ImageManifest single ? single.Config.Digest : digest, digest);

        host.Details?.Report($"load {digest} into the Docker Engine at {host.Engine.Endpoint}");
        return (await new EngineLoader(host).LoadAsync(image.Source, manifest, names: [], cancellationToken), digest);
    }

    /// <summary>The directory that holds the files for a platform.</summary>
    private static string DirectoryFor(string path, Platform platform) => path
        .Replace("{os}", platform.Os, StringComparison.Ordinal)
        .Replace("{arch}", platform.Architecture, StringComparison.Ordinal)
        .Replace("{variant}", platform.Variant ?? "", StringComparison.Ordinal);

    private AssemblyOptions AssemblyFor(Platform platform) => new()
    {
        Created = host.Observer.SourceDate ?? context.Repository.Head.CommitDate,
        Platform = platform,
        Labels = Tags.Labels,
        Annotations = Tags.Annotations,
        Entrypoint = request.Entrypoint,
        Settings = request.Settings,
        Progress = host.Work,
    };
}
