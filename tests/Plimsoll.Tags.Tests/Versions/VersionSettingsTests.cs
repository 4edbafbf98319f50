using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Tests.Versions;

public class VersionSettingsTests
{
    [Fact]
    public void Nothing_said_means_the_defaults()
    {
        var options = Read().ToOptions();

        Assert.Equal((null, VersionPart.Patch, "", false), (options.TagPrefix, options.AutoIncrement, options.BuildMetadata, options.IgnoreHeight));
        Assert.Null(options.MinimumMajorMinor);
        Assert.Equal(["alpha", "0"], options.DefaultPreReleaseIdentifiers);
    }

    [Fact]
    public void Texts_are_read()
    {
        var options = Read(("tagPrefix", "v"), ("autoIncrement", "Minor"), ("minimumMajorMinor", "2.1"), ("defaultPreReleaseIdentifiers", "preview.1"), ("buildMetadata", "b.7"), ("ignoreHeight", "True")).ToOptions();

        Assert.Equal(("v", VersionPart.Minor, "b.7", true), (options.TagPrefix, options.AutoIncrement, options.BuildMetadata, options.IgnoreHeight));
        Assert.Equal(new MajorMinor(2, 1), options.MinimumMajorMinor);
        Assert.Equal(["preview", "1"], options.DefaultPreReleaseIdentifiers);
    }

    [Fact]
    public void What_is_said_first_counts_and_an_empty_text_is_said()
    {
        var settings = Read(("tagPrefix", ""), ("autoIncrement", ""), ("minimumMajorMinor", ""), ("defaultPreReleaseIdentifiers", ""), ("ignoreHeight", "false"))
            .Or(Read(("tagPrefix", "v"), ("autoIncrement", "major"), ("minimumMajorMinor", "2.1"), ("defaultPreReleaseIdentifiers", "preview"), ("ignoreHeight", "true"), ("buildMetadata", "b")));
        var options = settings.ToOptions();

        Assert.Equal(("", VersionPart.Patch, "b", false), (options.TagPrefix, options.AutoIncrement, options.BuildMetadata, options.IgnoreHeight));
        Assert.Equal(default(MajorMinor), options.MinimumMajorMinor);
        Assert.Equal(["alpha", "0"], options.DefaultPreReleaseIdentifiers);
    }

    [Theory]
    [InlineData("autoIncrement", "1")]
    [InlineData("autoIncrement", "build")]
    [InlineData("minimumMajorMinor", "1.2.3")]
    [InlineData("minimumMajorMinor", "-1.0")]
    [InlineData("minimumMajorMinor", "1.")]
    [InlineData("minimumMajorMinor", "v1")]
    [InlineData("defaultPreReleaseIdentifiers", "alpha..0")]
    [InlineData("defaultPreReleaseIdentifiers", "alpha.01")]
    [InlineData("defaultPreReleaseIdentifiers", "al pha")]
    [InlineData("defaultPreReleaseIdentifiers", "alpha\n")]
    [InlineData("buildMetadata", "a+b")]
    [InlineData("buildMetadata", "a.")]
    [InlineData("ignoreHeight", "maybe")]
    public void A_text_that_cannot_be_used_is_an_error_that_quotes_it(string name, string text)
    {
        var exception = Assert.Throws<ArgumentException>(() => Read((name, text)));

        Assert.Equal(name, exception.ParamName);
        Assert.Contains($"'{text}'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alpha.0")]
    [InlineData("0")]
    [InlineData("0a.b-c.10")]
    [InlineData("--.0-0")]
    public void Identifiers_are_those_of_semver(string text) => Assert.Equal(text, string.Join('.', VersionIdentifiers.ParsePreRelease(text)!));

    private static VersionSettings Read(params (string Name, string Text)[] said) => VersionSettings.Read(
        name => said.FirstOrDefault(pair => pair.Name == name).Text,
        (name, message) => new ArgumentException(message, name));
}
