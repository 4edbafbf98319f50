using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;

namespace Plimsoll.Publishing.Configuration;

/// <summary>An image that <c>plimsoll.yml</c> names: under <c>images:</c>, as <c>image:</c>, or as the <c>image:</c> of a component.</summary>
/// <param name="Name">What it is called there.</param>
/// <param name="Image">What it is published as, without tag.</param>
/// <param name="Registry">The registry that goes before that, or <c>null</c>.</param>
/// <param name="Component">The component whose versions it has, or <c>null</c> for those of the repository.</param>
internal sealed record NamedImage(string Name, string Image, string? Registry, Component? Component)
{
    /// <summary>The same image in the further registries that it is published to. The default is none.</summary>
    public IReadOnlyList<NamedImage> Copies { get; private init; } = [];

    /// <summary>An image under <c>images:</c>.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="image">The image.</param>
    /// <param name="registry">A registry that counts before those of the configuration, or <c>null</c>.</param>
    public static NamedImage Create(PlimsollConfiguration configuration, ConfiguredImage image, string? registry)
    {
        var component = image.Component is { } name ? Component.Find(configuration, name) : null;
        var published = image.Image ?? component?.Image ?? image.Name;
        var named = new NamedImage(image.Name, published, RegistryFor(configuration, published, registry ?? image.Registry ?? component?.Registry ?? configuration.Registry), component);
        return registry is not null ? named : image.Registry is not null ? named.WithCopies(image.MoreRegistries) : named.WithCopies(MoreRegistries(configuration, component));
    }

    /// <summary>The further registries of what is published to those of a component, else of the configuration.</summary>
    public static IReadOnlyList<string> MoreRegistries(PlimsollConfiguration configuration, Component? component) =>
        component?.Registry is not null ? component.MoreRegistries : configuration.MoreRegistries;

    /// <summary>Every image that the configuration names: first those under <c>images:</c>, then <c>image:</c>, then those of components, each in the file's order.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="registry">A registry that counts before those of the configuration, or <c>null</c>.</param>
    public static IReadOnlyList<NamedImage> All(PlimsollConfiguration configuration, string? registry)
    {
        var images = configuration.Images.Select(image => Create(configuration, image, registry)).ToList();
        if (configuration.Image is { } single)
            images.Add(new NamedImage(single, single, RegistryFor(configuration, single, registry ?? configuration.Registry), Component: null).WithCopies(registry is null ? configuration.MoreRegistries : []));
        images.AddRange(configuration.Components
            .Where(component => component.Image is not null && images.TrueForAll(image => image.Component != component))
            .Select(component => new NamedImage(component.Name, component.Image!, RegistryFor(configuration, component.Image!, registry ?? component.Registry ?? configuration.Registry), component).WithCopies(registry is null ? MoreRegistries(configuration, component) : [])));
        return images;
    }

    /// <summary>What the whole configuration says is a default: a name with a registry of its own needs none. What was given is not.</summary>
    public static string? RegistryFor(PlimsollConfiguration configuration, string image, string? registry) =>
        registry is not null && registry == configuration.Registry && (ImageReference.NamesRegistry(image) || image.StartsWith("oci:", StringComparison.Ordinal)) ? null : registry;

    /// <summary>A name with a registry of its own is in no other.</summary>
    private NamedImage WithCopies(IReadOnlyList<string> registries) => Registry is null ? this : this with { Copies = [.. registries.Select(other => this with { Registry = other })] };

    /// <summary>Where its tags are.</summary>
    /// <param name="directory">The directory that layouts are named from.</param>
    public ImageLocation Resolve(string directory) => PublishDestination.Resolve(Image, Registry, directory);
}
