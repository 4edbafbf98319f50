using System.ComponentModel;
using System.Globalization;
using Plimsoll.Build.Output;
using Plimsoll.Build.Parameters;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Parameters;

/// <summary>Types that bring a converter, as those of builds that were written for NUKE do.</summary>
public sealed class ConvertedValueTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("--level Release", "level=Release")]
    [InlineData("--level release", "level=Release")]
    [InlineData("--levels Debug release", "levels=Debug,Release")]
    [InlineData("--size 12x7", "size=12 by 7")]
    public async Task A_converter_is_asked(string arguments, string shown) =>
        Assert.Contains(shown, (await _fixture.RunAsync<Sample>(["Show", .. arguments.Split(' ')])).Output);

    [Fact]
    public async Task A_converter_is_asked_for_variables_and_files_too()
    {
        _fixture.Environment["PLIMSOLL_LEVEL"] = "Release";
        _fixture.Root.Write(".nuke/parameters.json", """{ "Size": "3x4", "Levels": ["Debug"] }""");

        Assert.Contains("level=Release levels=Debug size=3 by 4", (await _fixture.RunAsync<Sample>("Show")).Output);
    }

    [Theory]
    [InlineData("--level fast", "Option --level is 'fast', but must be one of Debug, Release.")]
    [InlineData("--size big", "Option --size is 'big', but must be a Size.")]
    public async Task What_a_converter_refuses_is_told(string arguments, string message)
    {
        var result = await _fixture.RunAsync<Sample>(["Show", .. arguments.Split(' ')]);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("error: " + message, result.Error);
    }

    [Fact]
    public async Task Values_that_it_lists_are_in_the_help_and_in_the_schema()
    {
        Assert.Matches(@"--level Debug\|Release ", (await _fixture.RunAsync<Sample>("--help")).Output);
        Assert.Contains(
            "\"Level\":{\"type\":\"string\",\"enum\":[\"Debug\",\"Release\"]}",
            System.Text.Json.Nodes.JsonNode.Parse(SchemaFile.ToJson([], ParameterDiscovery.Discover(typeof(Sample)), []))!.ToJsonString());
    }

    [TypeConverter(typeof(Converter))]
    public sealed record Level(string Name)
    {
        public override string ToString() => Name;

        public sealed class Converter : TypeConverter
        {
            public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

            public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
                value is "Debug" or "Release" ? new Level((string)value) : throw new FormatException();

            public override bool GetStandardValuesSupported(ITypeDescriptorContext? context) => true;

            public override StandardValuesCollection GetStandardValues(ITypeDescriptorContext? context) => new((Level[])[new("Debug"), new("Release")]);
        }
    }

    [TypeConverter(typeof(Converter))]
    public readonly record struct Size(int Width, int Height)
    {
        public sealed class Converter : TypeConverter
        {
            public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

            public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value)
            {
                var parts = ((string)value).Split('x');
                return new Size(int.Parse(parts[0], culture), int.Parse(parts[1], culture));
            }
        }
    }

    private sealed class Sample : PlimsollBuild
    {
        [Parameter] readonly Level? Level;
        [Parameter] readonly Level[] Levels = [];
        [Parameter] readonly Size? Size;

        Target Show => _ => _.Executes(() => Log.Information($"level={Level} levels={string.Join(",", (object[])Levels)} size={Size?.Width} by {Size?.Height}"));
    }
}
