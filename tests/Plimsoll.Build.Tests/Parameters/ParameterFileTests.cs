using CliWrap;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Parameters;

public sealed class ParameterFileTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_profile_wins_over_the_file_and_a_later_one_over_an_earlier()
    {
        _fixture.Root.Write(".nuke/parameters.json", """{ "Name": "base", "Other": "base", "Third": "base" }""");
        _fixture.Root.Write(".nuke/parameters.staging.json", """{ "Name": "staging", "Other": "staging" }""");
        _fixture.Root.Write(".nuke/parameters.local.json", """{ "Name": "local" }""");

        Assert.Contains("base base base;", await ShowAsync());
        Assert.Contains("staging staging base;", await ShowAsync("--profile", "staging"));
        Assert.Contains("local staging base;", await ShowAsync("--profile", "staging", "local"));
        Assert.Contains("staging staging base;", await ShowAsync("--profile", "local+staging"));
        Assert.Contains("staging staging base;", await ShowAsync("--profile", "local", "--profile=staging"));

        _fixture.Environment["PLIMSOLL_NAME"] = "environment";
        Assert.Contains("environment staging base;", await ShowAsync("--profile", "staging"));
        Assert.Contains("line staging base;", await ShowAsync("--profile", "staging", "--name", "line"));
    }

    [Fact]
    public async Task A_profile_sets_the_verbosity_and_a_wrong_name_in_it_is_warned_of()
    {
        _fixture.Root.Write(".nuke/parameters.loud.json", """{ "Verbosity": "verbose", "Nmae": "x" }""");

        var output = await ShowAsync("--profile", "loud");

        Assert.Contains("detail", output);
        Assert.Contains("warning: .nuke/parameters.loud.json sets Nmae, which is not a parameter of this build.", output);
    }

    [Theory]
    [InlineData("stagign", "There is no profile 'stagign': .nuke/parameters.stagign.json does not exist.\nDid you mean staging? Profiles: staging.")]
    [InlineData("../x", "'../x' is not the name of a profile.")]
    [InlineData("a/b", "'a/b' is not the name of a profile.")]
    [InlineData("..", "'..' is not the name of a profile.")]
    [InlineData("a b", "'a b' is not the name of a profile.")]
    public async Task A_profile_that_is_none_is_refused(string profile, string message)
    {
        _fixture.Root.Write(".nuke/parameters.staging.json", "{}");

        var result = await _fixture.RunAsync<Sample>("Show", "--profile", profile);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("error: " + message, result.Error);
    }

    [Theory]
    [InlineData("""{ "Name": "a", "Name": "b" }""", "cannot be read")]
    [InlineData("""{ "Name": "a", "name": "b" }""", "sets name twice, in two spellings")]
    [InlineData("""{ "Name": "\ud800" }""", "not valid Unicode")]
    [InlineData("""{ "\udc00": "a" }""", "not valid Unicode")]
    [InlineData("""{ "Name": "a" } { }""", "cannot be read")]
    [InlineData("", "cannot be read")]
    [InlineData("null", "cannot be read")]
    public async Task Content_that_says_two_things_or_nothing_is_refused(string content, string message) => await RefuseAsync(content, message);

    [Fact]
    public async Task Depth_has_a_limit() =>
        await RefuseAsync($$"""{ "Name": {{new string('[', 100_000)}}{{new string(']', 100_000)}} }""", "cannot be read");

    [Fact]
    public async Task Size_has_a_limit() => await RefuseAsync($$"""{ "Name": "{{new string('a', 2 << 20)}}" }""", "is larger than 1048576 bytes");

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused()
    {
        await File.WriteAllBytesAsync(_fixture.Root[".nuke/parameters.json"], [(byte)'{', 0xFF, (byte)'}']);
        await RefuseAsync(null, "is not UTF-8 text");
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_it()
    {
        await File.WriteAllBytesAsync(_fixture.Root[".nuke/parameters.json"], [0xEF, 0xBB, 0xBF, .. """{ "Name": "a" }"""u8]);
        Assert.Contains("a  ;", await ShowAsync());
    }

    [Fact]
    public async Task A_folder_is_refused()
    {
        Directory.CreateDirectory(_fixture.Root[".nuke/parameters.json"]);
        await RefuseAsync(null, "is a folder, not a file");
    }

    [Fact]
    public async Task A_pipe_that_nobody_writes_to_is_not_waited_for()
    {
        await Cli.Wrap("mkfifo").WithArguments([_fixture.Root[".nuke/parameters.json"]]).ExecuteAsync();
        await RefuseAsync(null, "is a pipe or a device, not a file");
    }

    [Fact]
    public async Task A_device_without_an_end_is_not_read_to_it()
    {
        File.CreateSymbolicLink(_fixture.Root[".nuke/parameters.json"], "/dev/zero");
        await RefuseAsync(null, ".nuke/parameters.json is ");
    }

    private async Task RefuseAsync(string? content, string message)
    {
        if (content is not null)
            _fixture.Root.Write(".nuke/parameters.json", content);

        var result = await _fixture.RunAsync<Sample>("Show");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("error: .nuke/parameters.json", result.Error);
        Assert.Contains(message, result.Error);
    }

    private async Task<string> ShowAsync(params string[] arguments)
    {
        var result = await _fixture.RunAsync<Sample>(["Show", .. arguments]);
        Assert.Equal("", result.Error);
        return result.Output;
    }

    private sealed class Sample : PlimsollBuild
    {
        [Parameter] readonly string Name = "";
        [Parameter] readonly string Other = "";
        [Parameter] readonly string Third = "";

        Target Show => _ => _.Executes(() =>
        {
            Log.Debug("detail");
            Log.Information($"{Name} {Other} {Third};");
        });
    }
}
