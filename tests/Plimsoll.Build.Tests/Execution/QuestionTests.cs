using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Execution;

public sealed class QuestionTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public enum Flavour
    {
        Plain,
        Sweet,
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task What_is_missing_is_asked_for_at_a_terminal_secrets_without_showing_them()
    {
        _fixture.Prompt = new ScriptedPrompt("me", "hunter22", "a,b", "many", "3", "sweet", "r");

        var result = await _fixture.RunAsync<Sample>("Push");

        Assert.Equal("", result.Error);
        Assert.Equal(
            [
                "Owner (--owner): ", "*Key of the feed (--api-key): ", "Tags (--tags): ", "Count (--count): ",
                $"The answer is 'many', but must be a number (Int32).{Environment.NewLine}Count (--count): ", "Flavour (--flavour, Plain|Sweet): ", "Region (--region): ",
            ],
            _fixture.Prompt.Questions);
        Assert.Contains("me *** a|b 3 Sweet r", result.Output);
    }

    [Fact]
    public async Task Only_what_is_missing_for_targets_that_run_is_asked_for()
    {
        _fixture.Prompt = new ScriptedPrompt();

        Assert.Equal("Compile", (await _fixture.RunAsync<Sample>("Compile", "--owner", "me")).Ran);
        Assert.Equal("Compile", (await _fixture.RunAsync<Sample>("Compile", "Push", "--skip", "Push", "--owner", "me")).Ran);
        Assert.Empty(_fixture.Prompt.Questions);
    }

    [Theory]
    [InlineData("--plan")]
    [InlineData("--help")]
    public async Task A_plan_and_the_help_ask_nothing(string option)
    {
        _fixture.Prompt = new ScriptedPrompt();

        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync<Sample>("Push", option)).ExitCode);
        Assert.Empty(_fixture.Prompt.Questions);
    }

    [Fact]
    public async Task Without_an_answer_the_build_says_what_is_missing()
    {
        _fixture.Prompt = new ScriptedPrompt(" ");

        var result = await _fixture.RunAsync<Sample>("Compile");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("--owner (PLIMSOLL_OWNER) is required", result.Error);
        Assert.Single(_fixture.Prompt.Questions);
    }

    [Theory]
    [InlineData("CI")]
    [InlineData("GITHUB_ACTIONS")]
    [InlineData("TF_BUILD")]
    public async Task Nobody_is_asked_on_a_build_server(string variable)
    {
        _fixture.Environment[variable] = "true";
        _fixture.Prompt = new ScriptedPrompt("me");

        Assert.Equal(ExitCode.Usage, (await _fixture.RunAsync<Sample>("Compile")).ExitCode);
        Assert.Empty(_fixture.Prompt.Questions);
    }

    [Fact]
    public async Task An_interruption_ends_the_question()
    {
        _fixture.Prompt = new ScriptedPrompt("me");
        _fixture.Interruption.Signal();

        Assert.Equal(ExitCode.Interrupted, (await _fixture.RunAsync<Sample>("Compile")).ExitCode);
    }

    public interface IHasRegion : IPlimsollBuild
    {
        [Parameter] string? Region => TryGetValue(() => Region);
    }

    private sealed class Sample : PlimsollBuild, IHasRegion
    {
        [Parameter, Required] readonly string? Owner;
        [Parameter("Key of the feed"), Secret] readonly string? ApiKey;
        [Parameter] readonly string[]? Tags;
        [Parameter] readonly int? Count;
        [Parameter] readonly Flavour? Flavour;

        string? Region => ((IHasRegion)this).Region;

        Target Compile => _ => _.Executes(() => { });

        Target Push => _ => _.DependsOn(Compile).Requires(() => ApiKey, () => Tags, () => Count).Requires(() => Flavour, () => Region)
            .Executes(() => Log.Information($"{Owner} {ApiKey} {string.Join('|', Tags!)} {Count} {Flavour} {Region}"));
    }
}
