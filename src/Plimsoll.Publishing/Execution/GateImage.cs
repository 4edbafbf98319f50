using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Publishing.Execution;

/// <summary>An image as gates get it: written to a temporary folder in the form that one asks for, once.</summary>
/// <param name="host">The engine.</param>
/// <param name="image">The image.</param>
internal sealed class GateImage(PlimsollHost host, PreparedImage image) : IDisposable
{
    private const string Layout = "{layout}";
    private const string Archive = "{archive}";

    private TemporaryFolder? _folder;
    private OpenedImage? _opened;
    private string? _layout;
    private string? _archive;

    /// <summary>The digest of the image; the image ID where the engine makes the manifest.</summary>
    public Digest Digest => image.Target.Image;

    /// <summary>The words of a command with what the placeholders in them stand for.</summary>
    public async Task<IReadOnlyList<string>> FillAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        if (words.Any(word => word.Contains(Layout, StringComparison.Ordinal)))
            _layout ??= await WriteLayoutAsync(cancellationToken);
        if (words.Any(word => word.Contains(Archive, StringComparison.Ordinal)))
            _archive ??= await WriteArchiveAsync(cancellationToken);
        return [.. words.Select(word => word
            .Replace(Layout, _layout, StringComparison.Ordinal)
            .Replace(Archive, _archive, StringComparison.Ordinal)
            .Replace("{digest}", Digest.ToString(), StringComparison.Ordinal)
            .Replace("{tags}", string.Join(',', image.Tags.Tags.Select(tag => tag.Value)), StringComparison.Ordinal))];
    }

    public void Dispose()
    {
        _opened?.Dispose();
        _folder?.Dispose();
    }

    private string Tag => image.Tags.Tags is [var first, ..] ? first.Value : "latest";

    private string Folder => (_folder ??= TemporaryFolder.Create("gate")).Path;

    private async Task<string> WriteLayoutAsync(CancellationToken cancellationToken)
    {
        var (source, manifest) = await OpenAsync(cancellationToken);
        var path = Path.Combine(Folder, "layout");
        var layout = OciLayout.OpenOrCreate(path);
        await ImageCopier.CopyAsync(source, manifest, layout, Options with { WritesRoot = false }, progress: null, cancellationToken);
        await layout.PutManifestAsync(manifest, Tag, cancellationToken);
        return path;
    }

    private async Task<string> WriteArchiveAsync(CancellationToken cancellationToken)
    {
        var (source, manifest) = await OpenAsync(cancellationToken);
        var path = Path.Combine(Folder, "image.tar");
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await OciArchiveWriter.WriteAsync(file, source, manifest, Tag, Options, cancellationToken);
        return path;
    }

    private CopyOptions Options => image.Request.Transfer with { Referrers = false };

    /// <summary>What is pushed, byte for byte. The engine packs anew when it pushes; what it gives away has the same layers and configuration.</summary>
    private async Task<(IImageSource Source, ManifestContent Manifest)> OpenAsync(CancellationToken cancellationToken)
    {
        if (image.Target is DirectTarget direct)
            return (direct.Source, direct.Manifest);

        _opened ??= await new ImageOpener(host).OpenAsync(ImageLocation.Parse($"docker-daemon:{image.Target.Image}"), platform: null, cancellationToken);
        return (_opened.Source, _opened.Manifest);
    }
}
