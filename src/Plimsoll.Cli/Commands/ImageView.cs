using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Cli.Commands;

/// <summary>An image that a verb shows.</summary>
/// <param name="Session">The run.</param>
/// <param name="Name">The image as it was named.</param>
/// <param name="Location">What that means.</param>
/// <param name="Plimsoll">The library.</param>
/// <param name="Image">The image or index, of the platform that was asked for.</param>
internal sealed record ImageView(CommandSession Session, string Name, ImageLocation Location, PlimsollHost Plimsoll, OpenedImage Image)
{
    public ManifestContent Root => Image.Manifest;

    /// <summary>The one image to show: of an index with several platforms that of the machine, which a message says.</summary>
    public Task<ManifestContent> ChooseAsync(CancellationToken cancellationToken) => new SingleImage(Plimsoll).ChooseAsync(Name, Image, cancellationToken);

    /// <summary>How an image was made; <c>null</c> for an artifact.</summary>
    public Task<IReadOnlyList<ImageStep>?> ReadStepsAsync(ManifestContent manifest, CancellationToken cancellationToken) =>
        new ImageStepReader(Plimsoll).ReadAsync(Location, Image, manifest, cancellationToken);
}
