using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Engine;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Publishing.Copying;

/// <summary>
/// Gives an image further names. In its own repository that moves no byte; in another one of the registry its blobs are mounted,
/// and to another registry they are sent.
/// </summary>
/// <param name="host">Registry client, engine and rules.</param>
internal sealed class ImageTagger(PlimsollHost host)
{
    /// <summary>Tags an image.</summary>
    /// <param name="image">The image: in a registry, a layout or the engine.</param>
    /// <param name="names">Its new names, each with a tag, of the same transport.</param>
    /// <param name="cancellationToken">Stops; names that it has by then stay.</param>
    /// <returns>The digest of the image; of one in an engine its ID.</returns>
    /// <exception cref="PlimsollException">
    /// A name is not valid or in another place (exit code 2); it is a tag of an environment whose rules forbid the image (3);
    /// credentials are not accepted (4); a tag is immutable and names another image (5); there is no such image (6), or registry or
    /// engine cannot be reached (7).
    /// </exception>
    public async Task<Digest> TagAsync(ImageLocation image, IReadOnlyList<ImageLocation> names, CancellationToken cancellationToken)
    {
        if (names.FirstOrDefault(name => name.Transport != image.Transport) is { } elsewhere)
            throw PlimsollException.Usage($"{elsewhere} is not in the place that {image} is in.", $"Copy the image there: plimsoll copy {image} {elsewhere}");

        return image.Transport switch
        {
            ImageTransport.Registry => await TagInRegistryAsync(image, names, cancellationToken),
            ImageTransport.OciLayout => await CopyAsync(image, names, cancellationToken),
            ImageTransport.DockerDaemon => await TagInEngineAsync(image, names, cancellationToken),
            _ => throw PlimsollException.Usage($"'{image}' has no tags.", "Pass an image in a registry, oci:PATH:TAG or docker-daemon:NAME."),
        };
    }

    /// <summary>Gives an image of a registry further tags in its repository. One that never moves is not given another image.</summary>
    /// <exception cref="PlimsollException">As for <see cref="TagAsync"/>.</exception>
    public async Task<Digest> AddTagsAsync(ImageReference image, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        var repository = host.OpenRegistry(image, RepositoryAccess.Push);
        var manifest = await repository.GetManifestAsync(image.TagOrDigest, cancellationToken);
        using var opened = new OpenedImage(repository, manifest);
        await new EnvironmentGate(host).CheckTagsAsync(ImageLocation.ForRegistry(image), opened, ImageLocation.ForRegistry(image.WithoutTagOrDigest()), repository, [.. tags], bringsReferrers: false, cancellationToken);

        var write = new ImmutableTagWrite(repository, image.FamiliarName, manifest, host.WaitClock);
        var missing = new List<string>();
        foreach (var tag in tags.Select(tag => image.WithTag(tag).Tag!).Distinct())
            if ((await write.CheckAsync(tag, cancellationToken))?.Digest != manifest.Descriptor.Digest)
                missing.Add(tag);
        if (missing.Count > 0)
            await write.WriteAsync(missing, isRecent: missing.Count == 1, cancellationToken);
        return manifest.Descriptor.Digest;
    }

    private async Task<Digest> TagInRegistryAsync(ImageLocation image, IReadOnlyList<ImageLocation> names, CancellationToken cancellationToken)
    {
        // The tags of its own repository come last: they need one request, which is the least that can fail.
        var reference = image.Reference!;
        var own = names.Where(name => name.Reference!.WithoutTagOrDigest() == reference.WithoutTagOrDigest()).ToList();
        var others = names.Except(own).ToList();
        var copied = others.Count > 0 ? await CopyAsync(image, others, cancellationToken) : null;
        return own.Count > 0 ? await AddTagsAsync(reference, [.. own.Select(name => name.Reference!.Tag ?? "latest")], cancellationToken) : copied!;
    }

    /// <summary>Writes one image to each place, whatever its name comes to mean meanwhile; the rules are asked of all before the first.</summary>
    private async Task<Digest> CopyAsync(ImageLocation image, IReadOnlyList<ImageLocation> names, CancellationToken cancellationToken)
    {
        using var opened = await host.OpenImageAsync(image, platform: null, cancellationToken);
        var run = new CopyRun(host);
        foreach (var name in names)
            await run.CheckTagsAsync(image, opened, name, new CopyOptions().Referrers, cancellationToken);
        foreach (var name in names)
            await run.WriteAsync(opened, name, new CopyOptions(), cancellationToken);
        return opened.Manifest.Descriptor.Digest;
    }

    private async Task<Digest> TagInEngineAsync(ImageLocation image, IReadOnlyList<ImageLocation> names, CancellationToken cancellationToken)
    {
        var found = await host.Engine.InspectAsync(image.Path, cancellationToken)
            ?? throw await MissingImage.ExplainAsync(host.Engine, image.Path, cancellationToken);
        foreach (var name in names)
            await host.Engine.TagAsync(found.Id.ToString(), ImageReference.Parse(name.Path), cancellationToken);
        return found.Id;
    }
}
