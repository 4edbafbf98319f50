using System.ComponentModel;
using Plimsoll.Build.Output;
using Plimsoll.Build.Parameters;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Parameters;

public sealed class EnumerationTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("", "Debug: is Debug")]
    [InlineData("--configuration Release", "Release: is not Debug")]
    [InlineData("--configuration release", "Release: is not Debug")]
    [InlineData("--feeds nuget Internal", "nuget.org+Internal")]
    [InlineData("--feeds nuget.org", " nuget.org\n")]
    public async Task A_value_is_given_by_its_text_or_by_its_name(string arguments, string shown) =>
        Assert.Contains(shown, (await _fixture.RunAsync<Sample>(["Show", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).Output);

    [Fact]
    public async Task A_value_comes_from_variables_and_files_too()
    {
        _fixture.Root.Write(".nuke/parameters.json", """{ "Configuration": "Release" }""");

        Assert.Contains("Release: is not Debug", (await _fixture.RunAsync<Sample>("Show")).Output);
        _fixture.Environment["NUKE_CONFIGURATION"] = "debug";
        Assert.Contains("Debug: is Debug", (await _fixture.RunAsync<Sample>("Show")).Output);
    }

    [Fact]
    public async Task What_is_none_of_the_values_is_told_with_those_there_are()
    {
        var result = await _fixture.RunAsync<Sample>("Show", "--configuration", "Fast");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("error: Option --configuration is 'Fast', but must be one of Debug, Release.", result.Error);
    }

    [Fact]
    public async Task The_values_are_in_the_help_and_in_the_schema()
    {
        Assert.Matches(@"--configuration Debug\|Release .*default Debug", (await _fixture.RunAsync<Sample>("--help")).Output);
        Assert.Contains(
            "\"Configuration\":{\"type\":\"string\",\"enum\":[\"Debug\",\"Release\"]",
            System.Text.Json.Nodes.JsonNode.Parse(SchemaFile.ToJson([], ParameterDiscovery.Discover(typeof(Sample)), []))!.ToJsonString());
    }

    [Fact]
    public void Values_of_different_types_differ_and_none_equals_only_none()
    {
        Assert.True(Configuration.Debug == Read("debug"));
        Assert.False(Configuration.Debug != Read("DEBUG"));
        Assert.Equal(Configuration.Debug.GetHashCode(), Read("debug").GetHashCode());
        Assert.True(Feed.Internal != (Enumeration)new Internal());
        Assert.False(Configuration.Debug == null);
        Assert.True((Configuration?)null == null);
    }

    private static Configuration Read(string text) => (Configuration)TypeDescriptor.GetConverter(typeof(Configuration)).ConvertFromInvariantString(text)!;

    // As the template of NUKE has it.
    [TypeConverter(typeof(TypeConverter<Configuration>))]
    public class Configuration : Enumeration
    {
#pragma warning disable CA2211 // Its fields are not read-only.
        public static Configuration Debug = new() { Value = nameof(Debug) };
        public static Configuration Release = new() { Value = nameof(Release) };
#pragma warning restore CA2211

        public static implicit operator string(Configuration configuration)
        {
            return configuration.Value;
        }
    }

    [TypeConverter(typeof(TypeConverter<Feed>))]
    public sealed class Feed : Enumeration
    {
        public static readonly Feed NuGet = new() { Value = "nuget.org" };

        public static Feed Internal { get; } = new() { Value = nameof(Internal) };
    }

    private sealed class Internal : Enumeration
    {
        public Internal() => Value = nameof(Internal);
    }

    private sealed class Sample : PlimsollBuild
    {
        [Parameter]
        readonly Configuration Configuration = IsLocalBuild ? Configuration.Debug : Configuration.Release;

        [Parameter]
        readonly Feed[] Feeds = [];

        Target Show => _ => _.Executes(() =>
        {
            string text = Configuration;
            Log.Information($"{text}: is {(Configuration == Configuration.Debug ? "Debug" : "not Debug")} {string.Join<Feed>("+", Feeds)}");
        });
    }
}
