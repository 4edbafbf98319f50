namespace Plimsoll.Oci.Tests;

public class AdviceTests
{
    [Theory]
    [InlineData("Choose one with the setting 'platform'.", "Choose one with --platform.")]
    [InlineData("Publish without an engine (the setting 'via=direct').", "Publish without an engine (--via direct).")]
    [InlineData("Look at 'docker images'.", "Look at 'docker images'.")]
    [InlineData(null, null)]
    public void A_front_end_names_settings_its_own_way(string? advice, string? expected) =>
        Assert.Equal(expected, PlimsollException.Usage("It failed.", advice).FormatAdvice(setting => $"--{setting}"));
}
