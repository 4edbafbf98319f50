using System.Runtime.InteropServices;
using Plimsoll.Images;
using Plimsoll.Storage;
using Plimsoll.Storage.Archives;
using Plimsoll.Storage.Assembly;
using Plimsoll.Storage.Layout;

namespace Plimsoll.Publishing;

/// <summary>The image to publish, opened from wherever it is.</summary>
internal sealed class OpenedImage : IDisposable
{
    private readonly IDisposable? _owned;

    private OpenedImage(IImageSource source, ManifestContent manifest)
    {
        Source = source;
        Manifest = manifest;
        _owned = source as IDisposable;
    }

    public IImageSource Source { get; }

    public ManifestContent Manifest { get; }

    public static async Task<OpenedImage> OpenAsync(PublishRequest request, PublishServices services, Func<AssemblyOptions> assembly, CancellationToken cancellationToken)
    {
        var location = request.Source;
        switch (location.Transport)
        {
            case ImageTransport.Directory:
                var assembled = await AssembledImage.FromDirectoryAsync(location.Path, assembly(), cancellationToken);
                return new OpenedImage(assembled, assembled.Manifest);

            case ImageTransport.OciLayout:
                var layout = OciLayout.Open(location.Path);
                return new OpenedImage(layout, location.Tag is { } tag ? await layout.GetManifestAsync(tag, cancellationToken) : await layout.GetOnlyManifestAsync(cancellationToken));

            case ImageTransport.Archive:
                return await OfArchiveAsync(await ImageArchive.OpenAsync(location.Path, cancellationToken), location.Tag, cancellationToken);

            case ImageTransport.Engine:
                return await OfArchiveAsync(await services.Engine.OpenAsync(location.Path, cancellationToken), null, cancellationToken);

            default:
                var repository = services.OpenRegistry(location.Reference!);
                return new OpenedImage(repository, await repository.GetManifestAsync(location.Reference!.TagOrDigest, cancellationToken));
        }
    }

    /// <summary>The platform that an assembled image has where none is asked for: Linux on this machine's architecture.</summary>
    public static Platform DefaultPlatform => new("linux", RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    });

    /// <summary>The registry's repository is shared and stays open; files are this image's own.</summary>
    public void Dispose() => _owned?.Dispose();

    private static async Task<OpenedImage> OfArchiveAsync(ImageArchive archive, string? tag, CancellationToken cancellationToken)
    {
        try
        {
            var images = archive.Images;
            var digest = tag is not null ? tag
                : images.DistinctBy(image => image.Manifest.Digest).Count() == 1 ? images[0].Manifest.Digest.ToString()
                : throw PlimsollException.Usage($"The archive holds {images.Count} images: {string.Join(", ", images.SelectMany(image => image.Names))}.", "Name one by its tag: oci-archive:FILE:TAG.");
            return new OpenedImage(archive, await archive.GetManifestAsync(digest, cancellationToken));
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }
}
