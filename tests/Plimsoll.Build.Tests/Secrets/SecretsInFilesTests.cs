using System.Text.Json.Nodes;
using Plimsoll.Build.Secrets;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Secrets;

public sealed class SecretsInFilesTests : IDisposable
{
    private const string Old = "v1:Gz77qCl9BFyO6x2kiCTXgQ==";

    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_secret_is_decrypted_with_the_password_of_the_environment_and_both_are_masked()
    {
        _fixture.Root.Write(".nuke/parameters.json", $$"""{ "ApiKey": "{{Old}}" }""");
        _fixture.Environment["PARAMS_KEY"] = "correct horse";
        _fixture.Environment["GITHUB_ACTIONS"] = "true";

        var result = await _fixture.RunAsync<Sample>("Push");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal("hunter22", await File.ReadAllTextAsync(_fixture.Root["key"]));
        Assert.StartsWith("::add-mask::hunter22\n::add-mask::correct horse\n", result.Output);
        Assert.Contains("key ***", result.Output);
    }

    [Theory]
    [InlineData("PARAMS_PRE_PROD_KEY")]
    [InlineData("PARAMS_PREPROD_KEY")]
    [InlineData("params_pre-prod_key")]
    public async Task A_profile_has_a_password_of_its_own(string variable)
    {
        _fixture.Environment["PARAMS_KEY"] = "another password";
        _fixture.Root.Write(".nuke/parameters.pre-prod.json", $$"""{ "ApiKey": "{{new SecretCipher().Encrypt("k", "the password", "pre-prod", "APIKEY")}}" }""");
        _fixture.Environment[variable] = "the password";

        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync<Sample>("Push", "--profile", "pre-prod")).ExitCode);
        Assert.Equal("k", await File.ReadAllTextAsync(_fixture.Root["key"]));
    }

    [Fact]
    public async Task A_wrong_password_ends_the_build_and_shows_nothing()
    {
        _fixture.Root.Write(".nuke/parameters.json", $$"""{ "ApiKey": "{{Old}}" }""");
        _fixture.Environment["PARAMS_KEY"] = "wrong horse";

        var result = await _fixture.RunAsync<Sample>("Push");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("error: .nuke/parameters.json, ApiKey cannot be decrypted: the password is wrong,", result.Error);
        Assert.DoesNotContain("wrong horse", result.Error + result.Output);
    }

    [Fact]
    public async Task Without_a_password_other_targets_run_and_those_that_require_the_secret_say_why_not()
    {
        _fixture.Root.Write(".nuke/parameters.json", $$"""{ "ApiKey": "{{Old}}" }""");

        var other = await _fixture.RunAsync<Sample>("Compile");
        var push = await _fixture.RunAsync<Sample>("Push");

        Assert.Equal("Compile", other.Ran);
        Assert.Contains("warning: .nuke/parameters.json, ApiKey is encrypted, and PARAMS_KEY, its password, is not set. ApiKey has no value.", other.Output);
        Assert.Equal(ExitCode.Usage, push.ExitCode);
        Assert.Contains("Push requires --api-key (API_KEY). .nuke/parameters.json, ApiKey is encrypted, and PARAMS_KEY, its password, is not set.", push.Error);
    }

    [Theory]
    [InlineData("--plan", null)]
    [InlineData("--help", null)]
    [InlineData("--api-key=k", null)]
    [InlineData(null, "*Password of .nuke/parameters.json: ")]
    public async Task A_password_is_asked_for_once_and_only_where_it_is_needed(string? argument, string? question)
    {
        _fixture.Root.Write(".nuke/parameters.json", $$"""{ "ApiKey": "{{Old}}", "Others": ["{{Old}}", "plain,text"] }""");
        if (argument == "--api-key=k")
            _fixture.Root.Write(".nuke/parameters.json", $$"""{ "ApiKey": "{{Old}}" }""");
        _fixture.Prompt = new ScriptedPrompt("correct horse");

        var result = await _fixture.RunAsync<Sample>(["Push", .. argument is null ? (string[])[] : [argument]]);

        Assert.Equal("", result.Error);
        Assert.Equal(question is null ? [] : [question], _fixture.Prompt.Questions);
        if (question is not null)
            Assert.Equal("hunter22|hunter22|plain,text", await File.ReadAllTextAsync(_fixture.Root["all"]));
    }

    [Fact]
    public async Task Nobody_is_asked_on_a_build_server()
    {
        _fixture.Root.Write(".nuke/parameters.json", $$"""{ "ApiKey": "{{Old}}" }""");
        _fixture.Prompt = new ScriptedPrompt("correct horse");
        _fixture.Environment["CI"] = "true";

        await _fixture.RunAsync<Sample>("Push");

        Assert.Empty(_fixture.Prompt.Questions);
    }

    [Fact]
    public async Task Only_secrets_are_decrypted()
    {
        _fixture.Root.Write(".nuke/parameters.json", """{ "Note": "v1:x" }""");
        Assert.Contains("note v1:x", (await _fixture.RunAsync<Sample>("Compile")).Output);
    }

    [Fact]
    public async Task Secrets_from_standard_input_are_encrypted_into_the_file_and_read_from_it()
    {
        _fixture.Root.Write(".nuke/parameters.json", "{\n  // who we are\n  \"Note\": \"n\", /* last */\n}\n");
        _fixture.Environment["PARAMS_KEY"] = "correct horse";
        _fixture.Input = "api-key=hunter=22\n\nOthers=a,b\n";

        var result = await _fixture.RunAsync<Sample>("--secrets");

        Assert.Equal("", result.Error);
        Assert.Equal(".nuke/parameters.json has ApiKey, Others encrypted. Keep the password: builds read it from PARAMS_KEY.\n", result.Output);
        var written = await File.ReadAllTextAsync(_fixture.Root[".nuke/parameters.json"]);
        Assert.StartsWith("{\n  // who we are\n  \"Note\": \"n\",\n  \"ApiKey\": \"v2:", written, StringComparison.Ordinal);
        Assert.Contains("/* last */", written);
        await _fixture.RunAsync<Sample>("Push");
        Assert.Equal("hunter=22|a|b", await File.ReadAllTextAsync(_fixture.Root["all"]));
    }

    [Fact]
    public async Task A_terminal_is_asked_for_the_password_twice_and_for_each_secret_once()
    {
        _fixture.Prompt = new ScriptedPrompt("correct horse", "correct horse", "k", "");

        var result = await _fixture.RunAsync<Sample>("--secrets", "staging");

        Assert.Equal("", result.Error);
        Assert.Equal(
            [
                "*New password of .nuke/parameters.staging.json, at least 10 characters: ", "*The same again: ",
                "*ApiKey (Enter leaves it out): ", "*Others (Enter leaves it out): ",
            ],
            _fixture.Prompt.Questions);
        var file = JsonNode.Parse(await File.ReadAllTextAsync(_fixture.Root[".nuke/parameters.staging.json"]))!.AsObject();
        Assert.Equal(["$schema", "ApiKey"], file.Select(p => p.Key));
        Assert.Equal("k", new SecretCipher().Decrypt((string)file["ApiKey"]!, "correct horse", "staging", "APIKEY"));
    }

    [Fact]
    public async Task What_NUKE_encrypted_is_encrypted_anew_with_the_rest()
    {
        _fixture.Root.Write(".nuke/parameters.json", $$"""{ "ApiKey": "{{Old}}" }""");
        _fixture.Environment["PARAMS_KEY"] = "correct horse";
        _fixture.Input = "Others=x";

        await _fixture.RunAsync<Sample>("--secrets");

        Assert.DoesNotContain("v1:", await File.ReadAllTextAsync(_fixture.Root[".nuke/parameters.json"]));
        await _fixture.RunAsync<Sample>("Push");
        Assert.Equal("hunter22|x", await File.ReadAllTextAsync(_fixture.Root["all"]));
    }

    [Theory]
    [InlineData("Others=x", "wrong horse!", "The password is not that of .nuke/parameters.json: ApiKey cannot be decrypted with it.")]
    [InlineData("Others=x", "", "There is no password to encrypt with: PARAMS_KEY is not set.")]
    [InlineData("Note=x", "correct horse", "'Note' is not a secret of this build.")]
    [InlineData("geheim", "correct horse", "A line of standard input is not NAME=VALUE.")]
    [InlineData("Others=", "correct horse", "A line of standard input is not NAME=VALUE.")]
    [InlineData("Others=a\nothers=b", "correct horse", "Others is given twice.")]
    public async Task What_cannot_be_encrypted_leaves_the_file_as_it_is(string input, string password, string message)
    {
        var before = $$"""{ "ApiKey": "{{Old}}" }""";
        _fixture.Root.Write(".nuke/parameters.json", before);
        _fixture.Environment["PARAMS_KEY"] = password;
        _fixture.Input = input;

        var result = await _fixture.RunAsync<Sample>("--secrets");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("error: " + message, result.Error);
        Assert.DoesNotContain("geheim", result.Error);
        Assert.Equal(before, await File.ReadAllTextAsync(_fixture.Root[".nuke/parameters.json"]));
    }

    [Theory]
    [InlineData("short", "short", "The password has fewer than 10 characters.")]
    [InlineData("correct horse", "correct hose", "The two passwords differ.")]
    [InlineData("", "", "Without a password nothing can be encrypted.")]
    public async Task A_new_password_is_long_and_typed_right(string first, string second, string message)
    {
        _fixture.Prompt = new ScriptedPrompt(first, second, "k");

        Assert.StartsWith("error: " + message, (await _fixture.RunAsync<Sample>("--secrets")).Error);
        Assert.False(File.Exists(_fixture.Root[".nuke/parameters.json"]));
    }

    [Theory]
    [InlineData("--secrets Compile", "--secrets runs no target, but Compile is named.")]
    [InlineData("Compile --secrets", "--secrets runs no target, but Compile is named.")]
    [InlineData("--secrets ../x", "'../x' is not the name of a profile.")]
    public async Task A_line_that_asks_for_something_else_too_is_refused(string arguments, string message) =>
        Assert.StartsWith("error: " + message, (await _fixture.RunAsync<Sample>(arguments.Split(' '))).Error);

    private sealed class Sample : PlimsollBuild
    {
        [Parameter, Secret] readonly string? ApiKey;
        [Parameter, Secret] readonly string[] Others = [];
        [Parameter] readonly string? Note;

        Target Compile => _ => _.Executes(() => Log.Information($"note {Note}"));

        Target Push => _ => _.Requires(() => ApiKey).Executes(() =>
        {
            Log.Information($"key {ApiKey}");
            File.WriteAllText(RootDirectory / "key", ApiKey);
            File.WriteAllText(RootDirectory / "all", string.Join('|', [ApiKey, .. Others]));
        });
    }
}
