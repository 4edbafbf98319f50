using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing;

/// <summary>One image of a run that publishes several.</summary>
/// <param name="Name">What the run calls it; no other of the run is called so.</param>
/// <param name="Request">What is wanted.</param>
public sealed record NamedRequest(string Name, PublishRequest Request)
{
    /// <summary>The image of one platform, published by its digest: what several jobs share out among themselves.</summary>
    public NamedRequest ForPlatform(Platform platform) =>
        new($"{Name} {platform}", Request.Build is { } build
            ? Request with { Build = build with { Platforms = [platform] }, ByDigest = true }
            : Request with { Platform = platform, Platforms = [], ByDigest = true });
}
