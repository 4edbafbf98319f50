using Plimsoll.Images;

namespace Plimsoll.Storage.Assembly;

/// <summary>The image that assembled files are put on.</summary>
/// <param name="Source">Where its blobs are read from; it must stay open as long as the assembled image is used.</param>
/// <param name="Manifest">Its manifest, for one platform.</param>
/// <param name="Name">Its name, for <c>org.opencontainers.image.base.name</c>; or <c>null</c>.</param>
public sealed record BaseImage(IImageSource Source, ManifestContent Manifest, string? Name);
