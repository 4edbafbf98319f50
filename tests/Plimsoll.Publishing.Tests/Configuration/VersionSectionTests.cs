using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Tests.Configuration;

public class VersionSectionTests
{
    [Fact]
    public void Everything_that_can_be_said_of_versions_is_read()
    {
        var version = ConfigurationFile.Parse("plimsoll.yml", """
            version:
              tagPrefix: v
              autoIncrement: minor
              minimumMajorMinor: 2.10
              defaultPreReleaseIdentifiers: [preview, 0]
              buildMetadata: b.7
              ignoreHeight: true
            """).Version;

        Assert.Equal(("v", VersionPart.Minor, "b.7", true), (version.TagPrefix, version.AutoIncrement, version.BuildMetadata, version.IgnoreHeight));
        Assert.Equal(new MajorMinor(2, 10), version.MinimumMajorMinor);
        Assert.Equal(["preview", "0"], version.DefaultPreReleaseIdentifiers!);
    }

    [Fact]
    public void No_prefix_may_be_said_and_identifiers_may_be_one_text()
    {
        var version = ConfigurationFile.Parse("plimsoll.yml", "version: { tagPrefix: '', defaultPreReleaseIdentifiers: beta.1 }").Version;

        Assert.Equal("", version.TagPrefix);
        Assert.Equal(["beta", "1"], version.DefaultPreReleaseIdentifiers!);
    }

    [Fact]
    public void Without_the_section_nothing_is_said() => Assert.Equal(new VersionSettings(), ConfigurationFile.Parse("plimsoll.yml", "image: app").Version);

    [Theory]
    [InlineData("version:\n  prefix: v", "plimsoll.yml:2:3: unknown key 'version.prefix'")]
    [InlineData("version:\n  autoIncrement: build", "plimsoll.yml:2:18: 'version.autoIncrement': 'build' is not valid")]
    [InlineData("version:\n  minimumMajorMinor: 1.2.3", "plimsoll.yml:2:22: 'version.minimumMajorMinor': '1.2.3' is not valid")]
    [InlineData("version:\n  defaultPreReleaseIdentifiers: [a b]", "plimsoll.yml:2:33: 'version.defaultPreReleaseIdentifiers': 'a b' is not valid")]
    [InlineData("version:\n  tagPrefix:", "plimsoll.yml:2:13: 'version.tagPrefix' must be a string")]
    [InlineData("version: 1.0.0", "plimsoll.yml:1:10: 'version' must be a mapping")]
    public void A_mistake_is_named_with_line_and_column(string text, string message)
    {
        var exception = Assert.Throws<PlimsollException>(() => ConfigurationFile.Parse("plimsoll.yml", text));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }
}
