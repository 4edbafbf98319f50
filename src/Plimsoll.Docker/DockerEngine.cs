using System.Buffers;
using Docker.DotNet;
using Docker.DotNet.Models;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Engine;
using Platform = Plimsoll.Oci.Images.Platform;

namespace Plimsoll.Docker;

/// <summary>
/// The Docker Engine, or Podman's service that speaks the same API. One object serves many requests at once; it
/// connects when first used.
/// </summary>
public sealed class DockerEngine : IImageEngine, IDockerfileBuilder, IDisposable
{
    private static readonly SearchValues<char> LowerCaseHex = SearchValues.Create("0123456789abcdef");

    private readonly DockerClient _client;
    private readonly DockerEngineOptions _options;

    /// <summary>Finds the endpoint and prepares the client, without connecting.</summary>
    /// <exception cref="PlimsollException">The endpoint, the context or a TLS file cannot be used (exit code 2).</exception>
    public DockerEngine(DockerEngineOptions options)
    {
        _options = options;
        var endpoint = DockerEndpoint.Resolve(options);
        Endpoint = endpoint.Description;
        _client = new DockerClientBuilder()
            .WithEndpoint(endpoint.Address)
            .WithTimeout(options.Timeout)
            .WithTransportOptions(new DockerTransport(), endpoint)
            .Build();
    }

    /// <inheritdoc/>
    public string Endpoint { get; }

    /// <inheritdoc/>
    public async ValueTask PingAsync(CancellationToken cancellationToken) =>
        await CallAsync("Pinging the engine", () => _client.System.PingAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<EngineVersion> GetVersionAsync(CancellationToken cancellationToken)
    {
        var version = await CallAsync("Reading the engine's version", () => _client.System.GetVersionAsync(cancellationToken), cancellationToken);
        return new EngineVersion(version.Version, version.APIVersion, new Platform(version.Os, version.Arch)) { MinimumApiVersion = version.MinAPIVersion };
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EngineImage>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await CallAsync("Listing images", () => _client.Images.ListImagesAsync(new ImagesListParameters(), cancellationToken), cancellationToken)).Select(EngineResponses.ToImage)];

    /// <inheritdoc/>
    public async ValueTask<EngineImage?> InspectAsync(string nameOrId, CancellationToken cancellationToken)
    {
        CheckName(nameOrId);
        try
        {
            var image = await CallAsync($"Inspecting {nameOrId}", () => _client.Images.InspectImageAsync(nameOrId, cancellationToken), cancellationToken);
            return EngineResponses.ToImage(image);
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<EngineHistoryEntry>> GetHistoryAsync(string nameOrId, CancellationToken cancellationToken)
    {
        CheckName(nameOrId);
        var steps = await CallAsync($"Reading the history of {nameOrId}", () => _client.Images.GetImageHistoryAsync(nameOrId, cancellationToken), cancellationToken);
        return [.. steps.Select(EngineResponses.ToHistoryEntry)];
    }

    /// <inheritdoc/>
    public async ValueTask<Digest> LoadAsync(IImageSource source, ManifestContent manifest, IReadOnlyList<ImageReference> names, CancellationToken cancellationToken)
    {
        var name = names.Count > 0 ? names[0].Familiar : manifest.Descriptor.Digest.ToString();
        var what = $"Loading {name}";
        var messages = new EngineMessages(progress: null);
        using var meter = WorkMeter.Start(_options.Progress, WorkKind.Loading, name, (manifest.Parse() as ImageManifest)?.Blobs.Sum(blob => blob.Size));
        await PipedUpload.SendAsync(
            (stream, token) => DockerArchiveWriter.WriteAsync(meter?.Count(stream) ?? stream, source, manifest, names, token),
            content => CallAsync(what, () => _client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, content, messages, cancellationToken), cancellationToken),
            what,
            cancellationToken);
        if (messages.Error is { } error)
            throw EngineFailure.Said(what, Endpoint, error);

        return await FindLoadedAsync(what, manifest, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<ImageArchive> OpenAsync(string nameOrId, CancellationToken cancellationToken)
    {
        var what = $"Exporting {nameOrId}";

        // Podman exports an image that it does not have as an empty answer, and Docker reports it late: ask first.
        var image = await InspectAsync(nameOrId, cancellationToken)
            ?? throw await MissingImage.ExplainAsync(this, nameOrId, cancellationToken);
        var export = await CallAsync(what, () => _client.Images.SaveImageAsync(nameOrId, cancellationToken), cancellationToken);
        var archive = await CallAsync(what, () => DockerArchive.OpenAsync(export, $"export of {nameOrId}", _options.SpoolDirectory, _options.Progress, cancellationToken), cancellationToken);
        try
        {
            await CheckExportAsync(archive, image, cancellationToken);
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> ListTagsAsync(ImageReference name, CancellationToken cancellationToken)
    {
        var filters = new Dictionary<string, IDictionary<string, bool>> { ["reference"] = new Dictionary<string, bool> { [name.WithoutTagOrDigest().Familiar] = true } };
        var images = await CallAsync($"Listing the tags of {name.WithoutTagOrDigest().Familiar}", () => _client.Images.ListImagesAsync(new ImagesListParameters { Filters = filters }, cancellationToken), cancellationToken);
        return [.. images.SelectMany(image => image.RepoTags ?? [])
            .Select(text => ImageReference.TryParse(text, out var found) && found.WithoutTagOrDigest() == name.WithoutTagOrDigest() ? found.Tag : null)
            .OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async ValueTask TagAsync(string nameOrId, ImageReference name, CancellationToken cancellationToken)
    {
        CheckName(nameOrId);
        var tagged = WithTag(name);
        await CallAsync(
            $"Tagging {nameOrId} as {tagged.Familiar}",
            () => _client.Images.TagImageAsync(nameOrId, new ImageTagParameters { RepositoryName = tagged.Name, Tag = tagged.Tag }, cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> UntagAsync(ImageReference name, CancellationToken cancellationToken)
    {
        var tagged = WithTag(name);
        try
        {
            await CallAsync($"Removing the name {tagged.Familiar}", () => _client.Images.DeleteImageAsync(tagged.ToString(), new ImageDeleteParameters(), cancellationToken), cancellationToken);
            return true;
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.NotFound)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Digest> PushAsync(ImageReference name, EngineCredentials? credentials, IProgress<EngineProgress>? progress, CancellationToken cancellationToken)
    {
        var tagged = WithTag(name);
        var what = $"Pushing {tagged.Familiar}";
        var messages = new EngineMessages(progress);
        await CallAsync(
            what,
            () => _client.Images.PushImageAsync(tagged.Name, new ImagePushParameters { Tag = tagged.Tag }, EngineResponses.ToAuthConfig(tagged, credentials), messages, cancellationToken),
            cancellationToken);
        if (messages.Error is { } error)
            throw EngineFailure.Said(what, Endpoint, error);

        return messages.PushedDigest
            ?? throw new PlimsollException(ErrorKind.Transport, $"{what} may have failed: the engine at {Endpoint} did not report the digest it pushed.", "Check the tag in the registry before you use it.");
    }

    /// <inheritdoc/>
    public async ValueTask<Digest> BuildAsync(DockerfileBuild build, IProgress<string>? output, CancellationToken cancellationToken)
    {
        var what = $"Building {build.Dockerfile}";
        var messages = await CallAsync(what, () => DockerfileBuilder.BuildAsync(_client, build, what, output, cancellationToken), cancellationToken);
        if (messages.Error is { } error)
            throw EngineFailure.StepFailed(build.Dockerfile, Endpoint, messages.Step, error);

        var image = messages.Image is { } id ? await InspectAsync(id, cancellationToken) : null;
        return image?.Id ?? throw new PlimsollException(ErrorKind.Transport, $"{what} may have failed: the engine at {Endpoint} did not report the image it built.", "Check the engine's log.");
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<Digest> FindLoadedAsync(string what, ManifestContent manifest, CancellationToken cancellationToken)
    {
        // The containerd image store knows an image by its manifest, every other store by its configuration.
        Digest[] possible = [((ImageManifest)manifest.Parse()).Config.Digest, manifest.Descriptor.Digest];
        foreach (var digest in possible)
        {
            if (await InspectAsync(digest.ToString(), cancellationToken) is { } image && possible.Contains(image.Id))
                return image.Id;
        }

        throw new PlimsollException(ErrorKind.Transport, $"{what} failed: the engine at {Endpoint} reported success, but does not contain {possible[0]}.", "Check the engine's log.");
    }

    private async Task CheckExportAsync(ImageArchive archive, EngineImage image, CancellationToken cancellationToken)
    {
        foreach (var exported in archive.Images)
        {
            var manifest = await archive.GetManifestAsync(exported.Manifest.Digest.ToString(), cancellationToken);
            if (manifest.Descriptor.Digest == image.Id || (manifest.Parse() is ImageManifest { Config: var config } && config.Digest == image.Id))
                return;
        }

        // With the containerd image store the ID can be that of an index, which the export then holds as well.
        if (await archive.ResolveAsync(image.Id.ToString(), cancellationToken) is null)
            throw new PlimsollException(ErrorKind.Transport, $"The engine at {Endpoint} exported a different image instead of {image.Id}.", "Check the engine's log.");
    }

    private async Task CallAsync(string what, Func<Task> call, CancellationToken cancellationToken) =>
        await CallAsync(what, async () =>
        {
            await call();
            return true;
        }, cancellationToken);

    private async Task<T> CallAsync<T>(string what, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (exception is not PlimsollException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw EngineFailure.From(what, Endpoint, exception);
        }
    }

    /// <summary>Only names and IDs become part of a request's path.</summary>
    private static void CheckName(string nameOrId)
    {
        var isId = nameOrId.Length is > 0 and <= 64 && !nameOrId.AsSpan().ContainsAnyExcept(LowerCaseHex);
        if (!isId && !Digest.TryParse(nameOrId, out _) && !ImageReference.TryParse(nameOrId, out _))
            throw PlimsollException.Usage($"'{EngineText.Neutralize(nameOrId)}' is neither an image name nor an image ID.", "Use NAME[:TAG], or an image ID; 'plimsoll ls docker-daemon:' lists both.");
    }

    private static ImageReference WithTag(ImageReference name) =>
        name.Digest is null
            ? name.WithTag(name.Tag ?? "latest")
            : throw PlimsollException.Usage($"'{name}' contains a digest; a Docker engine can only tag and push names without one.", "Use NAME:TAG without a digest.");
}
