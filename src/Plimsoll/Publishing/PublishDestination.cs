using Plimsoll.Images;
using Plimsoll.Storage;

namespace Plimsoll.Publishing;

/// <summary>Where a request's image goes: a repository of a registry, or an OCI layout.</summary>
public static class PublishDestination
{
    /// <summary>Resolves the names of a request.</summary>
    /// <exception cref="PlimsollException">A name is not valid, or names a tag or digest, which the tag plan derives (exit code 2).</exception>
    public static ImageLocation Of(PublishRequest request)
    {
        if (request.Image.StartsWith("oci:", StringComparison.Ordinal))
            return ImageLocation.Parse(request.Image, request.RepositoryPath);

        if (request.Registry is { Length: > 0 })
            return ImageLocation.Of(Repository(Join(request.Registry, request.Image), request.Image));

        var reference = Repository(request.Image, request.Image);
        return ImageReference.NamesRegistry(request.Image)
            ? ImageLocation.Of(reference)
            : ImageLocation.OfLayout(Path.Combine(request.LayoutRoot ?? Path.Combine(request.RepositoryPath, "artifacts", "images"), request.Image));
    }

    /// <summary>The names of an image and a registry joined, as they are printed: <c>ghcr.io/acme/app</c>, or the image alone.</summary>
    /// <exception cref="PlimsollException">Both name a registry (exit code 2).</exception>
    public static string Join(string? registry, string image)
    {
        if (registry is not { Length: > 0 })
            return image;

        return ImageReference.NamesRegistry(image)
            ? throw PlimsollException.Usage($"'{image}' names a registry, and '{registry}' is given as the registry too.", "Leave one of them out: --registry, PLIMSOLL_REGISTRY or 'registry:' in plimsoll.yml, or the registry in the image's name.")
            : $"{Host(registry)}/{image}";
    }

    private static string Host(string registry)
    {
        var withoutScheme = registry.StartsWith("https://", StringComparison.Ordinal) ? registry["https://".Length..]
            : registry.StartsWith("http://", StringComparison.Ordinal) ? registry["http://".Length..]
            : registry;
        return withoutScheme.TrimEnd('/');
    }

    private static ImageReference Repository(string text, string image)
    {
        var reference = ImageReference.Parse(text);
        return reference is { Tag: null, Digest: null }
            ? reference
            : throw PlimsollException.Usage($"'{image}' names a tag or digest, but tags are derived.", $"Write the image without it: {reference.WithoutTagOrDigest().FamiliarName}.");
    }
}
