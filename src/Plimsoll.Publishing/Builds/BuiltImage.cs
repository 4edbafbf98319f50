using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Publishing.Builds;

/// <summary>An image that was built: where it is, and the temporary folder that goes with it.</summary>
internal sealed class BuiltImage(ImageLocation location, ImageMetadata marks, string? folder) : IDisposable
{
    public ImageLocation Location => location;

    /// <summary>Opens it, with every label and annotation it should have. What is given owns this.</summary>
    public async Task<OpenedImage> OpenAsync(ImageOpener opener, IProgress<string>? warnings, CancellationToken cancellationToken)
    {
        var opened = await opener.OpenAsync(location, platform: null, cancellationToken);
        try
        {
            var (source, manifest) = await LabelledImage.LabelAsync(opened.Source, opened.Manifest, marks, warnings, cancellationToken);
            return new OpenedImage(source, manifest, opened, this);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (folder is not null && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
