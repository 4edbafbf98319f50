using Plimsoll.Cli.Options;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Cli.Commands;

/// <summary>One of several images that a run publishes, with all that says so resolved.</summary>
/// <param name="Name">What the run calls it.</param>
/// <param name="Source">What is published; with <paramref name="Build"/> the directory that it is built from.</param>
/// <param name="Image">The image's name.</param>
/// <param name="Registry">The registry, or <c>null</c>.</param>
/// <param name="TagPrefix">What stands before its version in git tags, or <c>null</c> for what the run has.</param>
/// <param name="Platforms">The platforms, or none for the source as it is.</param>
/// <param name="Build">How it is built, or <c>null</c>.</param>
internal sealed record ChosenImage(string Name, ImageLocation Source, string Image, string? Registry, string? TagPrefix, IReadOnlyList<Platform> Platforms, BuildRecipe? Build = null)
{
    /// <summary>
    /// The images: those of <c>--image NAME=SOURCE</c>; else, where no SOURCE is given, those of the configuration that are
    /// named, or all of them. <c>null</c> where one image is meant.
    /// </summary>
    /// <exception cref="PlimsollException">Both forms are mixed, or a name is unknown or stands twice (exit code 2).</exception>
    public static IReadOnlyList<ChosenImage>? Of(CommandSession session, IReadOnlyList<string> named, string? source, TagOptions tags)
    {
        if (named.GroupBy(name => name.Split('=')[0]).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw PlimsollException.Usage($"--image names {twice.Key} twice.");

        if (named.Any(name => name.Contains('=')))
            return named.All(name => name.Contains('=')) && source is null
                ? [.. named.Select(text => OfPair(session, text, tags))]
                : throw PlimsollException.Usage("Either every --image has its source, or SOURCE is that of the only one.", "Write --image NAME=SOURCE for each.");

        var configured = session.Configuration.Images;
        if (named.Count == 0 && session.Host.Environment("PLIMSOLL_IMAGE") is { } variable)
            named = [variable];
        if (source is not null || configured.Count == 0 || (named is [var one] && configured.All(image => image.Name != one)))
            return named.Count <= 1 ? null : throw PlimsollException.Usage("There is one source for several images.", "Write --image NAME=SOURCE for each, or name them under images: in plimsoll.yml.");

        if (named.FirstOrDefault(name => configured.All(image => image.Name != name)) is { } unknown)
            throw PlimsollException.Usage($"There is no image '{unknown}' under images: in plimsoll.yml.", $"There are: {string.Join(", ", configured.Select(image => image.Name))}.");
        return [.. configured.Where(image => named.Count == 0 || named.Contains(image.Name)).Select(image => OfConfigured(session, image, tags))];
    }

    private static ChosenImage OfPair(CommandSession session, string text, TagOptions tags)
    {
        var parts = text.Split('=', 2);
        return parts is [{ Length: > 0 } name, { Length: > 0 } source]
            ? new ChosenImage(name, ImageLocation.Parse(source, session.Directory), name, RegistryOf(session, name, tags.RegistryOf(session)), null, [])
            : throw PlimsollException.Usage($"'{text}' is no image with its source.", "Write NAME=SOURCE, for example api=files:out/api.");
    }

    private static ChosenImage OfConfigured(CommandSession session, ConfiguredImage image, TagOptions tags)
    {
        var component = image.Component is { } name ? Component.Find(session.Configuration, name) : null;
        var published = image.Image ?? component?.Image ?? image.Name;
        return new ChosenImage(
            image.Name,
            image.Build is { } build ? ImageLocation.ForFiles(build.Context) : ImageLocation.Parse(image.Source!, Path.GetDirectoryName(session.Configuration.File)),
            published,
            RegistryOf(session, published, session.Value(tags.Registry, "PLIMSOLL_REGISTRY", image.Registry ?? component?.Registry ?? session.Configuration.Registry)),
            component?.TagPrefix,
            image.Platforms,
            image.Build);
    }

    /// <summary>What the whole configuration says is a default: a name with a registry of its own needs none. What was given here is not.</summary>
    private static string? RegistryOf(CommandSession session, string image, string? registry) =>
        registry is not null && registry == session.Configuration.Registry && (ImageReference.NamesRegistry(image) || image.StartsWith("oci:", StringComparison.Ordinal)) ? null : registry;
}
