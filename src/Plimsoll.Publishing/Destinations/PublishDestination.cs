using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Destinations;

/// <summary>Where a request's image goes: a repository of a registry, or an OCI layout.</summary>
internal static class PublishDestination
{
    /// <summary>Resolves the names of a request.</summary>
    /// <exception cref="PlimsollException">A name is not valid, or names a tag or digest, which the tag plan derives (exit code 2).</exception>
    public static ImageLocation Resolve(PublishRequest request) => Resolve(request.Image, request.Registry, request.RepositoryPath, request.LayoutRoot);

    /// <summary>Resolves an image's name as <see cref="PublishRequest.Image"/> is.</summary>
    /// <param name="image">The name.</param>
    /// <param name="registry">The registry, or <c>null</c>.</param>
    /// <param name="directory">The directory that layouts are named from.</param>
    /// <param name="layoutRoot">Where layouts go that no registry is named for; <c>null</c> for <c>artifacts/images</c> in <paramref name="directory"/>.</param>
    /// <exception cref="PlimsollException">As above.</exception>
    public static ImageLocation Resolve(string image, string? registry, string directory, string? layoutRoot = null)
    {
        if (image.StartsWith("oci:", StringComparison.Ordinal))
            return ImageLocation.Parse(image, directory);

        if (registry is { Length: > 0 })
            return ImageLocation.ForRegistry(Repository(Join(registry, image), image));

        var reference = Repository(image, image);
        return ImageReference.NamesRegistry(image)
            ? ImageLocation.ForRegistry(reference)
            : ImageLocation.ForLayout(Path.Combine(layoutRoot ?? Path.Combine(directory, "artifacts", "images"), image));
    }

    /// <summary>The place as receipts name it. A layout is named from the directory: a path of this machine would say nothing in a receipt.</summary>
    internal static string GetName(ImageLocation destination, string directory) =>
        destination.Reference?.FamiliarName ?? $"oci:{Path.GetRelativePath(directory, destination.Path).Replace('\\', '/')}";

    /// <summary>The names of an image and a registry joined, as they are printed: <c>ghcr.io/acme/app</c>, or the image alone.</summary>
    /// <exception cref="PlimsollException">Both name a registry, or the image has upper-case letters (exit code 2).</exception>
    public static string Join(string? registry, string image)
    {
        if (registry is not { Length: > 0 })
            return image;

        if (image.Split('/')[0] is var first && first.Any(char.IsAsciiLetterUpper) && !first.AsSpan().ContainsAny('.', ':'))
            throw PlimsollException.Usage($"'{image}' is not a valid image name: it has upper-case letters.", $"Write it in lower case: {image.ToLowerInvariant()}.");

        return ImageReference.NamesRegistry(image)
            ? throw PlimsollException.Usage($"'{image}' includes a registry, but registry '{registry}' was specified too.", "Remove one of them: the registry setting (PLIMSOLL_REGISTRY, or 'registry:' in plimsoll.yml), or the registry in the image's name.")
            : $"{Host(registry)}/{image}";
    }

    private static string Host(string registry)
    {
        RefuseCredentials(registry, "The registry");
        var withoutScheme = registry.StartsWith("https://", StringComparison.Ordinal) ? registry["https://".Length..]
            : registry.StartsWith("http://", StringComparison.Ordinal) ? registry["http://".Length..]
            : registry;
        return withoutScheme.TrimEnd('/');
    }

    /// <summary>The text is not repeated: whoever wrote a password there does not want to read it in a log.</summary>
    private static void RefuseCredentials(string text, string what)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var host = text[start..];
        var at = host.IndexOf('@');
        var slash = host.IndexOf('/');
        if (at >= 0 && (slash < 0 ? start > 0 || what == "The registry" : at < slash))
            throw PlimsollException.Usage($"{what} name contains credentials, which must not be part of it: {text[..start]}…@{host[(at + 1)..]}", "Log in with 'plimsoll login', or set PLIMSOLL_REGISTRY_USERNAME and PLIMSOLL_REGISTRY_PASSWORD.");
    }

    private static ImageReference Repository(string text, string image)
    {
        RefuseCredentials(text, "The image");
        var reference = ImageReference.Parse(text);
        return reference is { Tag: null, Digest: null }
            ? reference
            : throw PlimsollException.Usage($"'{image}' has a tag or digest, but Plimsoll derives the tags.", $"Write the name without it: {reference.WithoutTagOrDigest().FamiliarName}.");
    }
}
