using System.Text;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Native;

/// <summary>
/// The compiled command itself: some calls of the git library are silently wrong in native code only, so that what is
/// shipped has to be what is tested.
/// </summary>
public sealed class NativeCommandTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released("A release", annotated: true);
    private readonly TempDirectory _folder = new();

    public NativeCommandTests() => _repository.Write("sub/folder/file.txt", "untracked");

    public void Dispose()
    {
        _repository.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_annotated_release_tag_is_read_with_commit_and_labels()
    {
        var result = await RunAsync(_repository.Path, "tags", "--environment", "staging", "--date", "2026-05-19", "--output", "json");

        using var json = JsonDocument.Parse(result.StandardOutput);
        Assert.Equal("2.1.0", json.RootElement.GetProperty("version").GetString());
        Assert.Equal(["2.1.0", "2.1", "2", "latest", _repository.Head[..7], "2026-05-19", "staging"], json.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("value").GetString()!));
        Assert.Equal(_repository.Head, json.RootElement.GetProperty("labels").GetProperty("org.opencontainers.image.revision").GetString());
    }

    [Fact]
    public async Task Receipts_are_read_and_their_schema_is_printed()
    {
        _repository.Write("receipt.json", SampleReceipts.Create().ToJson());

        var shown = await RunAsync(_repository.Path, "receipt", "show", "receipt.json", "--output", "json");
        var schema = await RunAsync(_repository.Path, "schema", "receipt");
        var list = await RunAsync(_repository.Path, "receipt", "list", "--receipts", ".", "--html", "board.html", "--output", "json");

        Assert.Equal(SampleReceipts.Create().ToJson(), shown.StandardOutput);
        Assert.Equal("Plimsoll receipt", JsonDocument.Parse(schema.StandardOutput).RootElement.GetProperty("title").GetString());
        Assert.Single(JsonDocument.Parse(list.StandardOutput).RootElement.GetProperty("receipts").EnumerateArray());
        Assert.Contains("2.1.0", await File.ReadAllTextAsync(_repository["board.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("detached")]
    [InlineData("folder")]
    [InlineData("worktree")]
    [InlineData("bare")]
    [InlineData("submodule")]
    public async Task Every_kind_of_checkout_gives_the_same_tags(string kind)
    {
        var path = _repository.Path;
        switch (kind)
        {
            case "detached":
                _repository.Run("checkout", "--quiet", "--detach");
                break;
            case "folder":
                path = _repository["sub/folder"];
                break;
            case "worktree":
                path = _repository.Worktree("side");
                break;
            case "bare":
                _repository.RunIn(_folder.Path, "clone", "--quiet", "--bare", _repository.Path, "bare.git");
                path = _folder["bare.git"];
                break;
            case "submodule":
                using (var outer = GitRepository.Init())
                {
                    outer.Submodule(_repository, "inner");
                    await AssertTagsAsync(outer["inner"]);
                    return;
                }
        }

        await AssertTagsAsync(path);
    }

    [Fact]
    public async Task A_changed_file_makes_a_release_an_error_and_an_untracked_one_does_not()
    {
        Assert.Equal(0, (await RunAsync(_repository.Path, "tags")).ExitCode);

        _repository.Write("app.txt", "changed");

        var result = await RunAsync(_repository.Path, "tags");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("app.txt", result.StandardError);
    }

    [Fact]
    public async Task A_version_is_told_through_a_merge_and_a_changed_release_is_told_apart()
    {
        Assert.Equal("2.1.0\n", (await RunAsync(_repository.Path, "version", "--tag-prefix", "v")).StandardOutput);
        _repository.Write("app.txt", "changed");
        Assert.Matches(@"\A2\.1\.0-dirty\.[a-f][0-9a-f]{7}\n\z", (await RunAsync(_repository.Path, "version", "--tag-prefix", "v")).StandardOutput);
        _repository.Run("checkout", "--quiet", "--", "app.txt");

        _repository.Checkout("side", create: true);
        _repository.Commit("Side", "side.txt");
        _repository.Checkout("main");
        _repository.Commit("Main", "main.txt");
        _repository.Merge("side");

        var result = await RunAsync(_repository.Path, "version", "--tag-prefix", "v", "--output", "json");
        using var json = JsonDocument.Parse(result.StandardOutput);
        Assert.Equal("2.1.1-alpha.0.2", json.RootElement.GetProperty("version").GetString());
        Assert.Equal("v2.1.0", json.RootElement.GetProperty("tag").GetString());
        Assert.Equal(_repository.Head, json.RootElement.GetProperty("commit").GetString());
    }

    [Fact]
    public async Task The_next_version_is_told_from_commits_and_paths_and_its_tag_has_a_message()
    {
        _repository.Run("config", "user.name", "Tess Tagger");
        _repository.Run("config", "user.email", "tess@example.com");
        _repository.Write("plimsoll.yml", "components: { api: { tagPrefix: v, paths: ['src/api/**', '!**/*.md'] } }");
        var feature = _repository.Commit("feat: größer", "src/api/a.cs");
        _repository.Commit("feat!: elsewhere", "src/web/a.ts");

        Assert.Equal("2.1.1-alpha.0.1\n", (await RunAsync(_repository.Path, "version", "--component", "api")).StandardOutput);
        Assert.Equal("2.2.0\n", (await RunAsync(_repository.Path, "version", "next", "--component", "api")).StandardOutput);
        Assert.Equal("2.2.0\n", (await RunAsync(_repository.Path, "version", "next", "--component", "api", "--tag")).StandardOutput);
        Assert.Equal($"Release api 2.2.0\n\n- feat: größer ({feature[..7]})", _repository.Run("for-each-ref", "--format=%(contents)", "refs/tags/v2.2.0").TrimEnd('\n'));
    }

    [Theory]
    [InlineData(2, "tags", "--image", "Not A Reference")]
    [InlineData(2, "tags", "--tagz")]
    [InlineData(2, "tgas")]
    [InlineData(2, "version", "--auto-increment", "build")]
    [InlineData(2, "publish", "oci:sub", "--image", "app")]
    [InlineData(2, "check", "missing.yaml")]
    [InlineData(3, "tags", "--environment", "production", "--tags", "latest")]
    [InlineData(6, "publish", "files:none", "--image", "app")]
    [InlineData(6, "digest", "oci:none")]
    public async Task A_mistake_is_one_clear_message_and_the_right_exit_code(int exitCode, params string[] arguments)
    {
        var result = await RunAsync(_repository.Path, arguments);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith("error: ", result.StandardError);
        Assert.DoesNotContain("   at ", result.StandardError);
        Assert.Empty(result.StandardOutput);
    }

    [Fact]
    public async Task Outside_a_repository_there_is_nothing_to_derive()
    {
        var result = await RunAsync(_folder.Path, "tags");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("not in a git repository", result.StandardError);
    }

    private async Task AssertTagsAsync(string path)
    {
        var result = await RunAsync(path, "tags", "--tags", "semver,latest,sha");

        Assert.Equal($"2.1.0\n2.1\n2\nlatest\n{_repository.Head[..7]}\n", result.StandardOutput);
    }

    /// <summary>What people do with a program that is one file nearly everywhere else: copy it alone.</summary>
    [Fact]
    public async Task Without_its_library_it_says_what_is_missing()
    {
        File.Copy(NativeCommand.Path, _folder["plimsoll"]);
        using var repository = GitRepository.Released();
        repository.Write("app.txt", "changed\n");

        var result = await RunAsync(_folder["plimsoll"], repository.Path, ["tags"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the library libgit2 (git2-", result.StandardError, StringComparison.Ordinal);
        Assert.Contains("It must be beside the program", result.StandardError, StringComparison.Ordinal);
    }

    private Task<BufferedCommandResult> RunAsync(string directory, params string[] arguments) => RunAsync(NativeCommand.Path, directory, arguments);

    private Task<BufferedCommandResult> RunAsync(string command, string directory, string[] arguments) => CliWrap.Cli.Wrap(command)
        .WithArguments(arguments)
        .WithWorkingDirectory(directory)
        .WithValidation(CommandResultValidation.None)
        .WithEnvironmentVariables(variables => variables
            .Set("HOME", _folder.Path)
            .Set("GITHUB_ACTIONS", null)
            .Set("TF_BUILD", null)
            .Set("CI", null)
            .Set("SOURCE_DATE_EPOCH", null))
        .ExecuteBufferedAsync(Encoding.UTF8);
}
