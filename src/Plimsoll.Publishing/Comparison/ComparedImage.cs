using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Comparison;

/// <summary>An image that is compared with another.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Source">Where it is read from.</param>
/// <param name="Manifest">Its manifest or index.</param>
internal sealed record ComparedImage(string Name, IImageSource Source, ManifestContent Manifest);
