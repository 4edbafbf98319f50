using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Environments;

/// <summary>Tells whether the configuration publishes to a place, however that is written: a rule that another spelling of the name evades is none.</summary>
/// <param name="host">Configuration and environment.</param>
internal sealed class ConfiguredPlaces(PlimsollHost host)
{
    private static readonly StringComparison PathComparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>Whether it is the place of an image that the configuration or a variable names.</summary>
    public bool Contains(ImageLocation place) => Images().Any(image => IsAt(image, place));

    private IEnumerable<NamedImage> Images()
    {
        var registry = host.Environment("PLIMSOLL_REGISTRY") is { Length: > 0 } given ? given : null;
        IEnumerable<NamedImage> named = [.. NamedImage.All(host.Configuration, registry), .. NamedImage.All(host.Configuration, registry: null)];
        if (host.Environment("PLIMSOLL_IMAGE") is { Length: > 0 } image)
            named = named.Append(new NamedImage(image, image, NamedImage.RegistryFor(host.Configuration, image, registry ?? host.Configuration.Registry), Component: null));
        return named.SelectMany(name => name.Copies.Prepend(name));
    }

    private bool IsAt(NamedImage image, ImageLocation place)
    {
        try
        {
            var there = image.Resolve(host.Directory);
            if (there.Reference is { } reference)
                return place.Reference is { } other && reference.IsSameRepository(other);

            // Without a registry in the configuration, each run names the one that it publishes to.
            return place.Reference is { } named
                ? !image.Image.Contains(':') && $"/{named.Repository}".EndsWith($"/{image.Image}", StringComparison.Ordinal)
                : place.Transport == ImageTransport.OciLayout && IsSamePath(there.Path, place.Path);
        }
        catch (PlimsollException)
        {
            // A variable of the environment and the configuration may contradict each other for an image that is not meant.
            return false;
        }
    }

    private static bool IsSamePath(string one, string other) =>
        RealPath.Resolve(Path.GetFullPath(one)) is { Length: > 0 } real && real.Equals(RealPath.Resolve(Path.GetFullPath(other)), PathComparison);
}
