using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Sboms;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Publishing.Builds;

/// <summary>An image that was built: where it is, and the temporary folder that goes with it.</summary>
internal sealed class BuiltImage(ImageLocation location, ImageMetadata marks, TemporaryFolder? folder) : IDisposable
{
    private int _users = 1;

    public ImageLocation Location => location;

    /// <summary>Whether the SDK of .NET built it, which writes the time of the build into it.</summary>
    public bool IsProject { get; init; }

    /// <summary>The packages of the project; <c>null</c> where they were not asked for.</summary>
    public ProjectAssets? Assets { get; init; }

    /// <summary>Opens it, with every label and annotation it should have. What is given owns this.</summary>
    public async Task<OpenedImage> OpenAsync(ImageOpener opener, IProgress<string>? warnings, CancellationToken cancellationToken)
    {
        var opened = await opener.OpenAsync(location, platform: null, cancellationToken);
        try
        {
            var (source, manifest) = IsProject && folder is not null
                ? await ReproducibleProject.CreateAsync(opened.Source, opened.Manifest, marks.Created, folder.Path, cancellationToken)
                : (opened.Source, opened.Manifest);
            (source, manifest) = await LabelledImage.LabelAsync(source, manifest, marks, warnings, cancellationToken);
            return new OpenedImage(source, manifest, opened, this);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The same for one more user, who disposes of it too.</summary>
    public BuiltImage Share()
    {
        _users++;
        return this;
    }

    /// <summary>Deletes its folder when the last user has disposed of it.</summary>
    public void Dispose()
    {
        if (--_users == 0)
            folder?.Dispose();
    }
}
