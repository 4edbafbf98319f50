using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Tags;

namespace Plimsoll.Build.Components;

/// <summary>What <c>plimsoll.yml</c> says of the image that a build ships.</summary>
internal static class ShippedImage
{
    private static string NameOf(IShipImages build) =>
        build.ImageName ?? ComponentOf(build)?.Image ?? ConfigurationOf(build).Image
        ?? throw PlimsollException.Usage("The image has no name.", "Set 'image:' in plimsoll.yml, or override IShipImages.ImageName in the build.");

    public static string? RegistryOf(IShipImages build) => build.Registry ?? ComponentOf(build)?.Registry ?? ConfigurationOf(build).Registry;

    public static TagRules RulesOf(IShipImages build, string? environment) => ConfigurationOf(build).RulesFor(environment, ComponentOf(build));

    /// <summary>Where the image's tags are.</summary>
    public static ImageLocation RepositoryOf(IShipImages build) => PublishDestination.Resolve(NameOf(build), RegistryOf(build), build.RootDirectory);

    public static PlimsollConfiguration ConfigurationOf(IShipImages build) => BuildPlimsoll.ConfigurationOf(build);

    private static Component? ComponentOf(IShipImages build) =>
        build.Component is { } name ? Component.Find(ConfigurationOf(build), name) : null;
}
