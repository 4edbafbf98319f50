using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Tags.Hosts;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Hosts;

/// <summary>What the steps after a verb get from it, read back as the hosts read it.</summary>
public sealed class HostOutputTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly TempDirectory _host = new();
    private readonly CommandWorld _world;

    public HostOutputTests()
    {
        _repository.Write("out/app", "program");
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose()
    {
        _repository.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task Publishing_on_GitHub_hands_on_what_was_published()
    {
        await using var server = await SharedRegistry.OpenAsync();
        var image = $"{server.Root}/acme/app";
        OnGitHub();

        await _world.SucceedAsync("publish", "files:out", "--image", image);

        var outputs = Outputs();
        using var client = new RegistryClient();
        var published = await client.Repository(ImageReference.Parse(image)).ResolveAsync("2.1.0", CancellationToken.None);
        var digest = published!.Digest.ToString();
        Assert.Equal($"{image}@{digest}", outputs["image"]);
        Assert.Equal(digest, outputs["digest"]);
        Assert.Equal("2.1.0", outputs["version"]);
        Assert.Equal(outputs["tag-names"].Split('\n').Select(tag => $"{image}:{tag}"), outputs["tags"].Split('\n'));
        Assert.Contains("org.opencontainers.image.version=2.1.0", outputs["labels"].Split('\n'));
        Assert.True(File.Exists(outputs["receipt"]));
        Assert.NotEqual(digest, outputs["imageid"]);
        using var metadata = JsonDocument.Parse(outputs["metadata"]);
        Assert.Equal(digest, metadata.RootElement.GetProperty("containerimage.digest").GetString());
        Assert.Equal(outputs["imageid"], metadata.RootElement.GetProperty("containerimage.config.digest").GetString());
        using var images = JsonDocument.Parse(outputs["images"]);
        Assert.Equal(outputs["image"], images.RootElement[0].GetProperty("image").GetString());
        var summary = File.ReadAllText(_host["summary"]);
        Assert.Contains($"### Published {MarkdownText.Code(image)} 2.1.0", summary, StringComparison.Ordinal);
        Assert.Contains($"docker pull {image}@{digest}", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promotion_on_GitHub_tells_what_the_environment_had_before()
    {
        await using var server = await SharedRegistry.OpenAsync();
        var image = $"{server.Root}/acme/app";
        await _world.SucceedAsync("publish", "files:out", "--image", image, "--environment", "staging");
        await _world.SucceedAsync("promote", $"{image}:2.1.0", "--to", "production");
        _repository.Write("out/app", "another program");
        _repository.Commit("More", "app.txt");
        _repository.Tag("v2.2.0");
        await _world.SucceedAsync("publish", "files:out", "--image", image);
        OnGitHub();

        await _world.SucceedAsync("promote", $"{image}:2.2.0", "--to", "production");

        var promoted = Outputs();
        Assert.Equal(("production", "2.2.0"), (promoted["environment"], promoted["version"]));
        Assert.NotEqual(promoted["digest"], promoted["previous-digest"]);
        var summary = File.ReadAllText(_host["summary"]);
        Assert.Contains("### Promoted to production", summary, StringComparison.Ordinal);
        Assert.Contains("plimsoll rollback --to previous --environment production", summary, StringComparison.Ordinal);

        OnGitHub();
        await _world.SucceedAsync("rollback", "--to", "previous", "--environment", "production", "--image", image);

        Assert.Equal(promoted["previous-digest"], Outputs()["digest"]);
        Assert.Contains("### Rolled back production", File.ReadAllText(_host["summary"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_of_a_promotion_is_on_the_page_of_the_run_before_it_is_approved()
    {
        await using var server = await SharedRegistry.OpenAsync();
        var image = $"{server.Root}/acme/app";
        await _world.SucceedAsync("publish", "files:out", "--image", image, "--environment", "staging");
        OnGitHub();

        var plan = await _world.SucceedAsync("promote", $"{image}:2.1.0", "--to", "production", "--dry-run");

        Assert.Equal($"### Plan for environment `production`\n\n{string.Concat(plan.Lines.Select(line => $"    {line}\n"))}", File.ReadAllText(_host["summary"]));
        Assert.Contains(plan.Lines, line => line.StartsWith("create     production", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tags_have_the_outputs_of_metadata_action()
    {
        OnGitHub();

        await _world.SucceedAsync("tags", "--image", "ghcr.io/acme/app", "--tags", "semver");

        var outputs = Outputs();
        Assert.Equal("2.1.0\n2.1\n2", outputs["tag-names"]);
        Assert.Equal("ghcr.io/acme/app:2.1.0\nghcr.io/acme/app:2.1\nghcr.io/acme/app:2", outputs["tags"]);
        Assert.Equal("2.1.0", outputs["version"]);
        using var json = JsonDocument.Parse(outputs["json"]);
        Assert.Equal(3, json.RootElement.GetProperty("tags").GetArrayLength());
        Assert.Contains("| `2.1.0` | semver | immutable |", File.ReadAllText(_host["summary"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_says_whether_there_is_something_to_do_and_where_it_is_saved()
    {
        OnGitHub();

        await _world.SucceedAsync("plan", "files:out", "--image", "app", "--save", "plan.json");

        var outputs = Outputs();
        Assert.Equal(("true", "false", _repository["plan.json"]), (outputs["has-changes"], outputs["is-refused"], outputs["plan"]));
        Assert.Contains("### Plan for", File.ReadAllText(_host["summary"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azure_gets_output_variables_a_summary_and_the_error()
    {
        _world.Environment["TF_BUILD"] = "True";
        _world.Environment["AGENT_TEMPDIRECTORY"] = _host.Path;

        var published = await _world.SucceedAsync("publish", "files:out", "--image", "app");

        Assert.Equal("2.1.0", HostOutputParser.ParseAzure(published.Error)["version"]);
        var commands = HostOutputParser.AzureCommands(published.Error).ToList();
        Assert.StartsWith("### Published", File.ReadAllText(Assert.Single(commands, command => command.Name == "task.uploadsummary").Message), StringComparison.Ordinal);
        Assert.DoesNotContain("##vso", published.Output, StringComparison.Ordinal);

        var failed = await _world.RunAsync("publish", "nowhere", "--image", "app");

        var issue = Assert.Single(HostOutputParser.AzureCommands(failed.Error), command => command.Name == "task.logissue");
        Assert.Equal("error", issue.Properties["type"]);
        Assert.Contains("nowhere", issue.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitLab_gets_a_dotenv_file()
    {
        _world.Environment["GITLAB_CI"] = "true";
        _world.Environment["CI_PROJECT_DIR"] = _host.Path;

        await _world.SucceedAsync("version");

        Assert.Contains("PLIMSOLL_OUT_VERSION=2.1.0", File.ReadAllLines(_host["plimsoll.env"]));
    }

    [Fact]
    public async Task Nothing_is_handed_on_where_the_host_is_turned_off()
    {
        OnGitHub();

        var result = await _world.RunAsync("tags", "--strict-nonsense", "--host", "none");
        await _world.SucceedAsync("tags", "--host", "none");

        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_host["outputs"]));
        Assert.False(File.Exists(_host["summary"]));
    }

    [Fact]
    public async Task A_mistake_in_the_configuration_is_shown_beside_its_line()
    {
        _repository.Write("plimsoll.yml", "image: app\nimagse: {}\n");
        OnGitHub();

        var result = await _world.RunAsync("tags");

        var error = Assert.Single(HostOutputParser.GitHubCommands(result.Error), command => command.Name == "error");
        Assert.EndsWith("plimsoll.yml", error.Properties["file"], StringComparison.Ordinal);
        Assert.Equal("2", error.Properties["line"]);
    }

    private void OnGitHub()
    {
        _world.Environment["GITHUB_ACTIONS"] = "true";
        foreach (var name in new[] { "outputs", "summary" })
            File.Delete(_host[name]);
        _world.Environment["GITHUB_OUTPUT"] = _host["outputs"];
        _world.Environment["GITHUB_STEP_SUMMARY"] = _host["summary"];
    }

    private Dictionary<string, string> Outputs() => HostOutputParser.ParseGitHub(File.ReadAllText(_host["outputs"]));
}
