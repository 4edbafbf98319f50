using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Tests.Configuration;

public class ComponentTests
{
    [Fact]
    public void Everything_that_can_be_said_is_read_and_the_prefix_follows_from_the_name()
    {
        var components = ConfigurationFile.Parse("plimsoll.yml", """
            components:
              api: { tagPrefix: "api/", paths: ["src/api/**", "!**/*.md"], image: acme/api, registry: ghcr.io }
              web:
            """).Components;

        Assert.Equal(["api", "web"], components.Select(component => component.Name));
        Assert.Equal(("api/", "acme/api", "ghcr.io"), (components[0].TagPrefix, components[0].Image, components[0].Registry));
        Assert.Equal(["src/api/**", "!**/*.md"], components[0].Paths);
        Assert.Equal("web-v", components[1].TagPrefix);
        Assert.Null(components[1].FilesIn(""));
    }

    [Theory]
    [InlineData("components:\n  api: { path: [a] }", "plimsoll.yml:2:10: unknown key 'components.api.path'", "'paths'")]
    [InlineData("components: { a: { tagPrefix: x }, b: { tagPrefix: X } }", "plimsoll.yml:1:36: components 'a' and 'b' both have tagPrefix 'X'", "Give each its own tagPrefix")]
    [InlineData("components: { 'a b': {} }", "plimsoll.yml:1:15: 'a b' under components:", "letters")]
    public void A_mistake_is_named(string text, string message, string advice)
    {
        var exception = Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", text));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains(advice, exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_cannot_be_used_is_named_with_its_component()
    {
        var component = ConfigurationFile.Parse("plimsoll.yml", "components: { api: { paths: [../x] } }").Components[0];

        Assert.Contains("components.api.paths", Assert.Throws<PlimsollException>(() => component.FilesIn("")).Message, StringComparison.Ordinal);
        Assert.True(component.FilesIn("services")!.Matches("x/y"));
    }
}
