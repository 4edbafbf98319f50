using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Tests.Images;

/// <summary>One registry has several spellings.</summary>
public sealed class RegistryNameTests
{
    [Theory]
    [InlineData("ghcr.io/acme/app", "GHCR.io/acme/app:1", true)]
    [InlineData("ghcr.io/acme/app", "ghcr.io:443/acme/app", true)]
    [InlineData("ghcr.io/acme/app", "Ghcr.IO:0443/acme/app", true)]
    [InlineData("registry.example/app", "registry.example:80/app", true)]
    [InlineData("127.0.0.1:5000/app", "127.1:05000/app", true)]
    [InlineData("[::1]:5000/app", "[0:0:0:0:0:0:0:1]:5000/app", true)]
    [InlineData("acme/app", "index.docker.io/acme/app", true)]
    [InlineData("docker.io/acme/app", "registry-1.docker.io/acme/app", true)]
    [InlineData("acme/app", "Registry-1.Docker.io:443/acme/app", true)]
    [InlineData("nginx", "DOCKER.IO/nginx", true)]
    [InlineData("ghcr.io/acme/app", "ghcr.io:5000/acme/app", false)]
    [InlineData("ghcr.io/acme/app", "ghcr.io/acme/app2", false)]
    [InlineData("ghcr.io/acme/app", "acme/app", false)]
    [InlineData("registry.example:99999/app", "registry.example/app", false)]
    public void A_repository_is_the_same_however_its_registry_is_written(string one, string other, bool isSame)
    {
        Assert.Equal(isSame, ImageReference.Parse(one).IsSameRepository(ImageReference.Parse(other)));
        Assert.Equal(isSame, ImageReference.Parse(other).IsSameRepository(ImageReference.Parse(one)));
    }
}
