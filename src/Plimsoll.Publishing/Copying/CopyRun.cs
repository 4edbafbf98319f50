using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Publishing.Copying;

/// <summary>Copies an image to wherever its name leads, if its tag may point to it there.</summary>
/// <param name="host">Registry client, engine, rules, and who takes progress.</param>
internal sealed class CopyRun(PlimsollHost host)
{
    /// <summary>Copies an image.</summary>
    /// <exception cref="Oci.PlimsollException">As for <see cref="PlimsollHost.CopyAsync(string, string, CancellationToken)"/>.</exception>
    public async Task<ImageCopy> CopyAsync(ImageLocation source, ImageLocation destination, Platform? platform, CopyOptions options, CancellationToken cancellationToken)
    {
        using var opened = await CompressAsync(await host.OpenImageAsync(source, platform, cancellationToken), source, destination, options.Compression, cancellationToken);
        using var image = new OpenedImage(opened.Source, await new SingleImage(host).ChooseForAsync(source.ToString(), opened, destination, cancellationToken));
        await CheckTagsAsync(source, image, destination, options.Referrers, cancellationToken);
        return await WriteAsync(image, destination, options, cancellationToken);
    }

    /// <summary>Writes an image that may have its tag there.</summary>
    public async Task<ImageCopy> WriteAsync(OpenedImage image, ImageLocation destination, CopyOptions options, CancellationToken cancellationToken)
    {
        var report = await new ImageWriter(host).WriteAsync(image, destination, options, host.Progress, cancellationToken);
        return new ImageCopy(image.Manifest.Descriptor.Digest, report);
    }

    /// <summary>A tag of an environment is not only a name where <c>plimsoll.yml</c> publishes to that place.</summary>
    public async Task CheckTagsAsync(ImageLocation source, OpenedImage image, ImageLocation destination, bool bringsReferrers, CancellationToken cancellationToken)
    {
        var gate = new EnvironmentGate(host);
        switch (destination)
        {
            case { Transport: ImageTransport.Registry, Reference: { } reference } when reference is not { Tag: null, Digest: not null }:
                await gate.CheckTagsAsync(source, image, destination, host.OpenRegistry(reference, RepositoryAccess.Push), [reference.Tag ?? "latest"], bringsReferrers, cancellationToken);
                break;
            case { Transport: ImageTransport.OciLayout }:
                await gate.CheckTagsAsync(source, image, destination, OciLayout.OpenOrCreate(destination.Path), [destination.Tag ?? "latest"], bringsReferrers, cancellationToken);
                break;
        }
    }

    /// <summary>Layers that only an engine holds uncompressed are compressed where others read them; back into an engine or its archive they go as they are.</summary>
    private Task<OpenedImage> CompressAsync(OpenedImage image, ImageLocation source, ImageLocation destination, LayerCompression? given, CancellationToken cancellationToken)
    {
        var compression = CompressionSetting.Resolve(given, host.Environment, host.Configuration);
        return destination switch
        {
            { Transport: ImageTransport.Registry, Reference: { } reference } => CompressedImage.CreateAsync(host, image, compression, source.ToString(), host.OpenRegistry(reference), cancellationToken),
            { Transport: ImageTransport.OciLayout } => CompressedImage.CreateAsync(host, image, compression, source.ToString(), OciLayout.OpenOrCreate(destination.Path), cancellationToken),
            { Transport: ImageTransport.Archive, IsDockerArchive: false } => CompressedImage.CreateAsync(host, image, compression, source.ToString(), destination: null, cancellationToken),
            _ => Task.FromResult(image),
        };
    }
}
