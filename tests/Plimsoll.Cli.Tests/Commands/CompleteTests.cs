using Plimsoll.Publishing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>What the completion scripts are answered.</summary>
public sealed class CompleteTests : RegistryCommandTests
{
    public CompleteTests()
    {
        Git.Commit("First", "app.txt");
        Git.Tag("v2.1.0");
        Git.Branch("feature/search");
        Git.Write("out/hello", "hello");
        Git.Write("plimsoll.yml", "registry: ghcr.io/acme\nimages: { api: { source: files:out }, web: { source: files:out } }\nenvironments: { staging: {}, production: {} }\ncomponents: { lib: { tagPrefix: lib-, paths: [lib/**] } }\n");
    }

    [Theory]
    [InlineData("chec", "", "check")]
    [InlineData("sho", "receipt", "show")]
    [InlineData("", "receipt", "show verify list attach record")]
    [InlineData("--dry", "publish", "--dry-run")]
    [InlineData("--verb", "tags", "--verbosity")]
    [InlineData("", "tags --verbosity", "debug normal quiet verbose")]
    [InlineData("g", "tags --host", "github gitlab")]
    [InlineData("--host=az", "tags", "--host=azure")]
    [InlineData("", "promote --to", "staging production")]
    [InlineData("p", "tags -e", "production")]
    [InlineData("", "rollback --to", "previous")]
    [InlineData("", "publish --image", "api web")]
    [InlineData("", "tags --component", "lib")]
    [InlineData("feat", "check --changed", "feature/search")]
    [InlineData("2", "promote", "2.1.0")]
    [InlineData("ghcr.io/acme/w", "ls", "ghcr.io/acme/web")]
    [InlineData("linux/arm", "publish --platform", "linux/arm64 linux/arm/v7")]
    [InlineData("linux/amd64,linux/arm6", "publish --platform", "linux/amd64,linux/arm64")]
    [InlineData("semver,s", "tags --tags", "semver,sha semver,schedule")]
    [InlineData("run-", "schema", "run-plan run-receipt")]
    [InlineData("mutable", "policy explain", "mutable-tag")]
    [InlineData("sar", "check --report", "sarif")]
    [InlineData("files:o", "publish", "files:out/")]
    [InlineData("files:out/", "publish", "files:out/hello")]
    [InlineData("doc", "copy", "docker-archive: docker-daemon:")]
    [InlineData("doc", "tag", "docker-archive: docker-daemon:")]
    [InlineData("is-", "search nginx --filter", "is-official=true is-official=false")]
    [InlineData("", "login", "ghcr.io/acme")]
    [InlineData("", "tags --config", "")]
    [InlineData("", "check", "")]
    [InlineData("--dry", "publish --", "")]
    [InlineData("--dry", "publish --dry-run", "")]
    [InlineData("", "no-such-verb", "")]
    public async Task Words_that_fit_are_printed(string current, string before, string expected) =>
        Assert.Equal(expected, string.Join(' ', await CompleteAsync(current, before)));

    [Fact]
    public async Task The_first_word_is_any_verb_but_none_that_only_scripts_call()
    {
        var verbs = await CompleteAsync("", "");

        Assert.Equal(VerbTable.Groups.SelectMany(group => group.Verbs).Select(verb => verb.Name), verbs);
        Assert.DoesNotContain("complete", verbs);
    }

    [Fact]
    public async Task Tags_are_those_that_the_registry_has_now()
    {
        Git.Write("plimsoll.yml", "{}");
        await World.SucceedAsync("publish", "files:out", "--image", Image, "--tags", "semver");
        await World.SucceedAsync("copy", $"{Image}:2.1.0", "oci:layout:3.0.0");

        Assert.Equal([$"{Image}:2", $"{Image}:2.1", $"{Image}:2.1.0"], await CompleteAsync($"{Image}:2", "inspect"));
        Assert.Equal(["oci:layout:3.0.0"], await CompleteAsync("oci:layout:", "inspect"));
        Assert.Empty(await CompleteAsync($"{Image}-gone:", "inspect"));
        Assert.Empty(await CompleteAsync("127.0.0.1:1/acme/app:", "inspect"));
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_and_no_repository_complete_to_nothing()
    {
        Git.Write("plimsoll.yml", "environments: [\n");

        Assert.Empty(await CompleteAsync("", "promote --to"));
        Assert.Empty(await CompleteAsync("", "-C /nowhere promote --to"));
        Assert.Equal(["previous"], await CompleteAsync("", "-C / rollback --to"));
    }

    [Fact]
    public async Task The_description_follows_behind_a_tab()
    {
        var result = await World.SucceedAsync("complete", "--current=dig");

        Assert.Equal("digest\tPrint the digest of an image\n", result.Output);
    }

    [Theory]
    [InlineData("bash", "complete -o default")]
    [InlineData("zsh", "#compdef plimsoll")]
    [InlineData("fish", "complete -c plimsoll")]
    [InlineData("powershell", "Register-ArgumentCompleter")]
    public async Task Each_shell_has_its_script(string shell, string expected) =>
        Assert.Contains(expected, (await World.SucceedAsync("completions", shell)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Another_shell_has_none() => Assert.Contains("'csh' is not a valid value for SHELL", await World.FailAsync(ExitCode.Usage, "completions", "csh"), StringComparison.Ordinal);

    private async Task<IReadOnlyList<string>> CompleteAsync(string current, string before) =>
        [.. (await World.SucceedAsync(["complete", $"--current={current}", "--", .. before.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).Lines.Select(line => line.Split('\t')[0])];
}
