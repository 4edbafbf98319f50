using System.Globalization;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests;

public sealed class ParameterTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public enum Flavour
    {
        Plain,
        ExtraSweet,
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Command_line_wins_over_environment_over_file_over_the_initial_value()
    {
        Assert.Contains("ImageName=initial;", await ShowAsync());
        _fixture.Root.Write(".nuke/parameters.json", """{ "$schema": "x", "ImageName": "file" }""");
        Assert.Contains("ImageName=file;", await ShowAsync());
        _fixture.Environment["PLIMSOLL_IMAGE_NAME"] = "environment";
        Assert.Contains("ImageName=environment;", await ShowAsync());
        Assert.Contains("ImageName=line;", await ShowAsync("--image-name", "line"));
    }

    [Theory]
    [InlineData("--image-name x")]
    [InlineData("--ImageName x")]
    [InlineData("-imagename x")]
    [InlineData("--IMAGE-NAME=x")]
    public async Task Dashes_and_case_do_not_matter(string arguments) =>
        Assert.Contains("ImageName=x;", await ShowAsync(arguments.Split(' ')));

    [Theory]
    [InlineData("--dry-run", "DryRun=True;")]
    [InlineData("--dry-run true", "DryRun=True;")]
    [InlineData("--dry-run=false", "DryRun=False;")]
    [InlineData("--count 7", "Count=7;")]
    [InlineData("--count -7", "Count=-7;")]
    [InlineData("--ratio 0.5", "Ratio=0.5;")]
    [InlineData("--flavour extra-sweet", "Flavour=ExtraSweet;")]
    [InlineData("--tags a,b --tags c", "Tags=a|b|c;")]
    [InlineData("--ports 1;2", "Ports=1|2;")]
    [InlineData("--build-id 6f9619ff-8b86-d011-b42d-00cf4fc964ff", "BuildId=6f9619ff-8b86-d011-b42d-00cf4fc964ff;")]
    [InlineData("--image-name=--x", "ImageName=--x;")]
    public async Task Each_type_is_read(string arguments, string shown) => Assert.Contains(shown, await ShowAsync(arguments.Split(' ')));

    [Fact]
    public async Task Files_hold_every_type_too_and_paths_in_them_are_relative_to_the_root()
    {
        _fixture.Root.Write(".nuke/parameters.json", """{ "dryRun": true, "Count": 3, "Tags": ["a", "b"], "Output": "out/x" }""");

        var shown = await ShowAsync();

        Assert.Contains("DryRun=True;", shown);
        Assert.Contains("Count=3;", shown);
        Assert.Contains("Tags=a|b;", shown);
        Assert.Contains($"Output={_fixture.Root["out/x"]};", shown);
    }

    [Theory]
    [InlineData("PLIMSOLL_NUGET_KEY")]
    [InlineData("PLIMSOLL_NU_GET_KEY")]
    public async Task A_compound_name_may_be_cut_into_words_in_either_way(string variable)
    {
        _fixture.Environment[variable] = "k";
        Assert.Contains("NuGetKey=k;", await ShowAsync());
    }

    [Fact]
    public async Task An_empty_variable_is_none()
    {
        _fixture.Environment["PLIMSOLL_IMAGE_NAME"] = "";
        Assert.Contains("ImageName=initial;", await ShowAsync());
    }

    [Theory]
    [InlineData("$(ImageName)", "true", "initial")]
    [InlineData("$(ImageName)", "", "$(ImageName)")]
    [InlineData("$(a) $(b)", "true", "$(a) $(b)")]
    public async Task A_variable_that_Azure_Pipelines_does_not_have_is_none(string value, string isAzure, string shown)
    {
        _fixture.Environment["PLIMSOLL_IMAGE_NAME"] = value;
        if (isAzure.Length > 0)
            _fixture.Environment["TF_BUILD"] = isAzure;
        Assert.Contains($"ImageName={shown};", await ShowAsync());
    }

    [Theory]
    [InlineData("HOST")]
    [InlineData("TARGET")]
    [InlineData("SKIP")]
    [InlineData("ROOT")]
    [InlineData("PLAN")]
    [InlineData("HELP")]
    [InlineData("NUKE_TARGET")]
    [InlineData("PLIMSOLL_TARGET")]
    [InlineData("PLIMSOLL_SKIP")]
    [InlineData("PLIMSOLL_HELP")]
    [InlineData("PLIMSOLL_PLAN")]
    [InlineData("PLIMSOLL_ROOT")]
    [InlineData("IMAGENAME")]
    [InlineData("IMAGE_NAME")]
    [InlineData("ImageName")]
    [InlineData("COUNT")]
    public async Task No_variable_hijacks_the_run(string variable)
    {
        _fixture.Environment[variable] = "Second";

        var result = await _fixture.RunAsync<Sample>("Show");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal("Show", result.Ran);
        Assert.Contains("ImageName=initial;", result.Output);
    }

    [Theory]
    [InlineData("--count", "many", "Option --count is 'many', but must be a number (Int32).")]
    [InlineData("--count", "99999999999", "Option --count is '99999999999', but must be a number (Int32).")]
    [InlineData("--flavour", "1", "Option --flavour is '1', but must be one of Plain, ExtraSweet.")]
    [InlineData("--dry-run=maybe", null, "Option --dry-run is 'maybe', but must be true or false.")]
    [InlineData("--image-name", null, "Option --image-name requires a value.")]
    [InlineData("--image-nam", "x", "Unknown option '--image-nam'.\nDid you mean --image-name?")]
    [InlineData("--versbosity", "x", "Unknown option '--versbosity'.\nDid you mean --verbosity?")]
    [InlineData("--verbosity", "loud", "Option --verbosity is 'loud', but must be quiet, normal, verbose or debug.")]
    [InlineData("--verbosity", null, "Option --verbosity requires a value.")]
    [InlineData("--target", null, "Option --target requires a value.")]
    [InlineData("--no-logo=1", null, "Option --no-logo does not take a value.")]
    [InlineData("Shwo", null, "Unknown target 'Shwo'.\nDid you mean Show?")]
    [InlineData("--skip", "Shwo", "Unknown target 'Shwo'.")]
    [InlineData("--root", "/nowhere/at/all", "The root directory /nowhere/at/all does not exist.")]
    public async Task A_wrong_command_line_ends_with_2_and_says_what_is_wrong(string option, string? value, string message)
    {
        var result = await _fixture.RunAsync<Sample>(value is null ? ["Show", option] : ["Show", option, value]);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("error: " + message, result.Error);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task An_option_given_twice_is_refused_rather_than_guessed()
    {
        var result = await _fixture.RunAsync<Sample>("Show", "--count", "1", "--count", "2");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("--count is specified twice", result.Error);
    }

    [Theory]
    [InlineData("""{ "Count": "many" }""", "is 'many'")]
    [InlineData("""{ "Count": [1, 2] }""", "has 2 values")]
    [InlineData("""{ "ImageName": { } }""", "a JSON object")]
    [InlineData("""{ "ImageName": """, "cannot be read")]
    [InlineData("""[]""", "cannot be read")]
    public async Task A_wrong_file_ends_with_2_and_is_named(string content, string message)
    {
        _fixture.Root.Write(".nuke/parameters.json", content);

        var result = await _fixture.RunAsync<Sample>("Show");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(".nuke/parameters.json", result.Error);
        Assert.Contains(message, result.Error);
    }

    [Fact]
    public async Task A_name_in_the_file_that_is_no_parameter_is_warned_of()
    {
        _fixture.Root.Write(".nuke/parameters.json", """{ "Cuont": 1 }""");
        Assert.Contains("warning: .nuke/parameters.json sets Cuont", await ShowAsync());
    }

    [Fact]
    public async Task Verbosity_alone_is_read_from_the_environment()
    {
        _fixture.Environment["PLIMSOLL_VERBOSITY"] = "verbose";
        Assert.Contains("detail", await ShowAsync());
        Assert.DoesNotContain("detail", await ShowAsync("--verbosity", "normal"));
    }

    [Fact]
    public async Task A_parameter_with_the_name_of_an_engine_option_is_refused() =>
        Assert.Contains("Collides.Target has the same name as the built-in option --target", (await _fixture.RunAsync<Collides>("A")).Error);

    [Fact]
    public async Task A_type_that_cannot_be_read_is_refused() =>
        Assert.Contains("Unreadable.Stream is of type Stream", (await _fixture.RunAsync<Unreadable>("A")).Error);

    private async Task<string> ShowAsync(params string[] arguments)
    {
        var result = await _fixture.RunAsync<Sample>(["Show", .. arguments]);
        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Done, result.ExitCode);
        return result.Output;
    }

    private sealed class Sample : PlimsollBuild
    {
        [Parameter] readonly string ImageName = "initial";
        [Parameter] readonly bool DryRun;
        [Parameter] readonly int? Count;
        [Parameter] readonly double Ratio = 1;
        [Parameter] readonly Flavour Flavour;
        [Parameter] readonly string[] Tags = [];
        [Parameter(Separator = ";")] readonly int[] Ports = [];
        [Parameter] readonly Guid BuildId;
        [Parameter] readonly AbsolutePath Output = RootDirectory / "default";
        [Parameter] string? NuGetKey { get; }

        Target Show => _ => _.Executes(() =>
        {
            Log.Debug("detail");
            Log.Information($"ImageName={ImageName};DryRun={DryRun};Count={Count};Ratio={Ratio.ToString(CultureInfo.InvariantCulture)};Flavour={Flavour};"
                + $"Tags={string.Join('|', Tags)};Ports={string.Join('|', Ports)};BuildId={BuildId};Output={Output};NuGetKey={NuGetKey};");
        });

        Target Second => _ => _.Executes(() => { });
    }

    private sealed class Collides : PlimsollBuild
    {
        [Parameter] readonly string? Target;
    }

    private sealed class Unreadable : PlimsollBuild
    {
        [Parameter] readonly Stream? Stream;
    }
}
