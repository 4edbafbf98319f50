using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Sources;

/// <summary>
/// Chooses the image of an index where only one can be shown or kept. An index of one image and its attestations, as every build
/// of BuildKit is, is that image; of several platforms it is the one of the machine, as docker takes it, and a message says so.
/// </summary>
/// <param name="host">Takes the message, and knows the engine.</param>
internal sealed class SingleImage(PlimsollHost host)
{
    /// <summary>The image to show on this machine.</summary>
    /// <param name="name">The image's name, for messages.</param>
    /// <param name="image">The image or index.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">There are several platforms, none of them this machine's (exit code 6).</exception>
    public Task<ManifestContent> ChooseAsync(string name, OpenedImage image, CancellationToken cancellationToken) =>
        ChooseAsync(name, image, _ => new(ImageOpener.DefaultPlatform), cancellationToken);

    /// <summary>What a destination gets: the index as it is where that can be kept, else one image.</summary>
    /// <param name="name">The image's name, for messages.</param>
    /// <param name="image">The image or index.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">There are several platforms, none of them that of the destination (exit code 6), or the engine cannot be reached (7).</exception>
    public async Task<ManifestContent> ChooseForAsync(string name, OpenedImage image, ImageLocation destination, CancellationToken cancellationToken) => destination switch
    {
        { Transport: ImageTransport.DockerDaemon } => await ChooseAsync(name, image, GetEnginePlatformAsync, cancellationToken),
        { IsDockerArchive: true } => await ChooseAsync(name, image, cancellationToken),

        // Skopeo keeps several platforms in such a directory, but reads one without being told which.
        { Transport: ImageTransport.Directory } => await Attestations.FindOnlyImageAsync(image.Source, image.Manifest, cancellationToken) ?? image.Manifest,
        _ => image.Manifest,
    };

    private async Task<ManifestContent> ChooseAsync(string name, OpenedImage image, Func<CancellationToken, ValueTask<Platform>> getPlatform, CancellationToken cancellationToken)
    {
        if (await Attestations.FindOnlyImageAsync(image.Source, image.Manifest, cancellationToken) is { } only)
            return only;

        var images = await PlatformSelector.ListAsync(image.Source, image.Manifest, cancellationToken);
        if (images.Count == 0)
            throw PlimsollException.Usage($"{name} is an index without an image.");

        var platform = await getPlatform(cancellationToken);
        var chosen = await PlatformSelector.FindAsync(image.Source, images, platform, cancellationToken)
            ?? throw PlimsollException.NotFound(
                $"{name} has several platforms, but not {platform}.",
                $"Choose one with {host.SettingName("platform")}, for example {host.SettingName("platform")} {images[0].Platform}. {PlatformSelector.Offer(images)}");
        host.Diagnostics?.Report(new Diagnostic(DiagnosticLevel.Information, $"{name} has several platforms ({PlatformSelector.Join(images)}): {platform} is taken; {host.SettingName("platform")} chooses another"));
        return chosen;
    }

    private async ValueTask<Platform> GetEnginePlatformAsync(CancellationToken cancellationToken) => (await host.Engine.GetVersionAsync(cancellationToken)).Platform;
}
