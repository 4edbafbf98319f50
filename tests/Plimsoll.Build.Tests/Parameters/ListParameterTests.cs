using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Parameters;

public sealed class ListParameterTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("Show --names a b", "a|b")]
    [InlineData("Show --names a b --dry-run", "a|b")]
    [InlineData("Show --names a,b", "a|b")]
    [InlineData("Show --names a --names b,c", "a|b|c")]
    [InlineData("Show --names a b --names c", "a|b|c")]
    [InlineData("--names=a Show", "a")]
    [InlineData("--names=Show Show", "Show")]
    [InlineData("Show --names=-a b --names=-c", null)]
    [InlineData("Show --names=-a --names=-c", "-a|-c")]
    [InlineData("Show --names Show", "Show")]
    public async Task Items_are_separated_by_spaces_or_by_the_separator(string arguments, string? names)
    {
        var result = await _fixture.RunAsync<Sample>(arguments.Split(' '));

        if (names is null)
            Assert.Equal(ExitCode.Usage, result.ExitCode);
        else
            Assert.Contains($"names={names};", result.Output);
    }

    [Theory]
    [InlineData("Show --names a,b c", "Option --names has several values, and 'a,b' with ',' in it.\nSeparate the values either by spaces or by ','.")]
    [InlineData("Show --sets x y;z", "Option --sets has several values, and 'y;z' with ';' in it.")]
    [InlineData("Show --numbers 1 x", "Option --numbers is 'x', but must be a number (Int32).")]
    [InlineData("Show --names", "Option --names requires a value.")]
    [InlineData("Show --names --dry-run", "Option --names requires a value.")]
    [InlineData("--names a Show", "'Show' is a target, but stands behind --names, which takes all values up to the next option.\nName targets first. If it is a value, write --names once for each: --names=Show.")]
    [InlineData("--names a other-target", "'other-target' is a target, but stands behind --names")]
    [InlineData("--profile a Show", "'Show' is a target, but stands behind --profile")]
    public async Task What_could_mean_two_things_is_refused(string arguments, string message)
    {
        var result = await _fixture.RunAsync<Sample>(arguments.Split(' '));

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("error: " + message, result.Error);
    }

    [Theory]
    [InlineData("Show --whole a,b c;d", "whole=a,b|c;d;")]
    [InlineData("Show --sets a,b;c", "sets=a,b|c;")]
    [InlineData("Show --sets a b", "sets=a|b;")]
    public async Task The_separator_is_what_the_attribute_says_or_nothing(string arguments, string shown) =>
        Assert.Contains(shown, (await _fixture.RunAsync<Sample>(arguments.Split(' '))).Output);

    [Fact]
    public async Task A_variable_has_its_items_with_the_separator_between()
    {
        _fixture.Environment["PLIMSOLL_NAMES"] = "a, b c,";
        _fixture.Environment["PLIMSOLL_WHOLE"] = "a,b";

        var output = (await _fixture.RunAsync<Sample>("Show")).Output;

        Assert.Contains("names=a|b c;", output);
        Assert.Contains("whole=a,b;", output);
    }

    [Fact]
    public async Task A_file_has_an_array_whose_items_stay_whole_or_one_text()
    {
        _fixture.Root.Write(".nuke/parameters.json", """{ "Names": ["a,b", " c", ""], "Sets": "x;y", "Numbers": 7 }""");

        var output = (await _fixture.RunAsync<Sample>("Show")).Output;

        Assert.Contains("names=a,b| c|;", output);
        Assert.Contains("sets=x|y;", output);
        Assert.Contains("numbers=7;", output);
    }

    private sealed class Sample : PlimsollBuild
    {
        [Parameter] readonly string[] Names = [];
        [Parameter(Separator = ";")] readonly List<string> Sets = [];
        [Parameter(Separator = "")] readonly IReadOnlyList<string> Whole = [];
        [Parameter] readonly int[] Numbers = [];
        [Parameter] readonly bool DryRun;

        Target Show => _ => _.Executes(() => Log.Information(
            $"names={string.Join('|', Names)};sets={string.Join('|', Sets)};whole={string.Join('|', Whole)};numbers={string.Join('|', Numbers)};{DryRun}"));

        Target OtherTarget => _ => _.Executes(() => { });
    }
}
