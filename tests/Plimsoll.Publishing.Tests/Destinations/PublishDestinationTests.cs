using Plimsoll.Oci;
using Plimsoll.Publishing.Destinations;

namespace Plimsoll.Publishing.Tests.Destinations;

public class PublishDestinationTests
{
    [Theory]
    [InlineData("ghcr.io/acme", "app", "ghcr.io/acme/app")]
    [InlineData("https://ghcr.io", "acme/app", "ghcr.io/acme/app")]
    [InlineData(null, "Acme/App", "Acme/App")]
    public void A_registry_is_put_before_the_name(string? registry, string image, string expected) => Assert.Equal(expected, PublishDestination.Join(registry, image));

    [Theory]
    [InlineData("Acme/App", "lower case: acme/app")]
    [InlineData("docker.io/acme/app", "Remove one of them")]
    public void A_name_that_cannot_be_in_the_registry_is_refused_with_what_to_write(string image, string advice)
    {
        var exception = Assert.Throws<PlimsollException>(() => PublishDestination.Join("ghcr.io", image));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains(advice, exception.Advice, StringComparison.Ordinal);
    }
}
