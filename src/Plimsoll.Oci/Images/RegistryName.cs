namespace Plimsoll.Oci.Images;

/// <summary>The names of one registry: <c>GHCR.io</c>, <c>ghcr.io:443</c> and <c>ghcr.io</c> are the same server.</summary>
internal static class RegistryName
{
    /// <summary>The name in lower case, without the port that is the default of http or https, an address as it is usually written, and Docker Hub's names as <c>docker.io</c>.</summary>
    public static string Normalise(string registry)
    {
        if (!Uri.TryCreate($"https://{registry}/", UriKind.Absolute, out var uri))
            return registry.ToLowerInvariant();

        var name = uri.Port is 443 or 80 ? uri.Host : uri.Authority;
        return name is "index.docker.io" or "registry-1.docker.io" ? ImageReference.DockerHub : name;
    }
}
