using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class VersionComponentTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly CommandWorld _world;

    public VersionComponentTests()
    {
        Configure("""
            components:
              api: { paths: ["src/api/**", "libs/**", "!**/*.md"], image: acme/api }
              web: { tagPrefix: "www/", paths: ["src/web/**"] }
              all: {}
            """);
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task A_component_that_did_not_change_keeps_its_version()
    {
        _repository.Commit("feat: api", "src/api/a.cs");
        _repository.Tag("api-v1.2.0");
        _repository.Commit("feat: web", "src/web/a.ts");
        _repository.Commit("docs: api", "src/api/README.md");

        Assert.Equal(["1.2.0"], await VersionAsync("api"));
        Assert.Equal(["0.0.0-alpha.0.1"], await VersionAsync("web"));
        Assert.Equal(["0.0.0-alpha.0.2"], await VersionAsync("all"));
    }

    [Fact]
    public async Task A_changed_component_counts_only_its_own_commits()
    {
        _repository.Commit("feat: api", "src/api/a.cs");
        _repository.Tag("api-v1.2.0");
        _repository.Commit("feat: web", "src/web/a.ts");
        _repository.Commit("fix: lib", "libs/x.cs");
        _repository.Commit("feat: web 2", "src/web/a.ts");
        _repository.Commit("fix: api", "src/api/a.cs");

        Assert.Equal(["1.2.1-alpha.0.2"], await VersionAsync("api"));
    }

    [Fact]
    public async Task What_a_side_branch_from_before_the_tag_brings_is_a_change()
    {
        _repository.Commit("feat: api", "src/api/a.cs");
        _repository.Checkout("side", create: true);
        _repository.Commit("fix: api", "src/api/b.cs");
        _repository.Checkout("main");
        _repository.Commit("feat: web", "src/web/a.ts");
        _repository.Tag("api-v1.2.0");
        _repository.Commit("feat: web 2", "src/web/a.ts");
        Assert.Equal(["1.2.0"], await VersionAsync("api"));

        _repository.Merge("side");

        Assert.Equal(["1.2.1-alpha.0.1"], await VersionAsync("api"));
    }

    [Fact]
    public async Task A_merge_of_other_work_changes_nothing()
    {
        _repository.Commit("feat: api", "src/api/a.cs");
        _repository.Tag("api-v1.2.0");
        _repository.Checkout("side", create: true);
        _repository.Commit("feat: web", "src/web/a.ts");
        _repository.Checkout("main");
        _repository.Commit("docs: x", "docs/x.md");
        _repository.Merge("side");

        Assert.Equal(["1.2.0"], await VersionAsync("api"));
    }

    [Fact]
    public async Task All_components_are_listed_for_a_matrix()
    {
        _repository.Commit("feat: api", "src/api/a.cs");
        _repository.Tag("api-v1.2.0");
        _repository.Commit("feat: web", "src/web/a.ts");
        _repository.Tag("www/2.0.0");
        _repository.Tag("all-v3.0.0");
        _repository.Commit("fix: api", "src/api/a.cs");

        var text = await _world.SucceedAsync("version", "--all-components");
        var explained = await _world.SucceedAsync("version", "--all-components", "--explain");
        using var json = JsonDocument.Parse((await _world.SucceedAsync("version", "--all-components", "--output", "json")).Output);

        Assert.Equal(["api 1.2.1-alpha.0.1 changed", "web 2.0.0 unchanged", "all 3.0.1-alpha.0.1 changed"], text.Lines);
        Assert.Contains("no commit since the tag www/2.0.0 touches", explained.Output, StringComparison.Ordinal);
        Assert.Equal(
            [("api", "1.2.1-alpha.0.1", true, "api-v"), ("web", "2.0.0", false, "www/"), ("all", "3.0.1-alpha.0.1", true, "all-v")],
            json.RootElement.GetProperty("components").EnumerateArray().Select(component => (
                component.GetProperty("name").GetString(), component.GetProperty("version").GetString(),
                component.GetProperty("isChanged").GetBoolean(), component.GetProperty("tagPrefix").GetString())));
    }

    [Fact]
    public async Task The_next_version_goes_by_the_commits_of_the_component()
    {
        _repository.Commit("feat: api", "src/api/a.cs");
        _repository.Tag("api-v1.2.0");
        _repository.Commit("feat!: web", "src/web/a.ts");

        var unchanged = await _world.SucceedAsync("version", "next", "--component", "api");
        Assert.Equal(["1.2.0"], unchanged.Lines);
        Assert.Contains("no commit since api-v1.2.0", unchanged.Error, StringComparison.Ordinal);

        _repository.Commit("fix: api", "src/api/a.cs");
        _world.Environment["PLIMSOLL_COMPONENT"] = "api";
        using var json = JsonDocument.Parse((await _world.SucceedAsync("version", "next", "--output", "json")).Output);

        Assert.Equal(("1.2.1", "api-v1.2.1", "api"), (Text("version"), Text("tagName"), Text("component")));
        Assert.Equal("fix: api", Assert.Single(json.RootElement.GetProperty("commits").EnumerateArray()).GetProperty("subject").GetString());

        string? Text(string name) => json.RootElement.GetProperty(name).GetString();
    }

    [Fact]
    public async Task A_component_that_no_commit_touches_has_no_first_release()
    {
        _repository.Commit("feat: api", "src/api/a.cs");

        Assert.Contains("No commit touches the paths", await _world.FailAsync(ExitCode.Usage, "version", "next", "--component", "web"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_start_at_the_folder_of_the_configuration()
    {
        _repository.Write("services/plimsoll.yml", "components: { api: { paths: [api, ../libs] } }");
        _repository.Commit("feat: api", "services/api/a.cs");
        _repository.Tag("api-v1.0.0");
        _repository.Commit("feat: other", "api/a.cs");
        var world = new CommandWorld(_repository["services"]);
        Assert.Equal(["1.0.0"], (await world.SucceedAsync("version", "--component", "api")).Lines);

        _repository.Commit("feat: lib", "libs/a.cs");
        Assert.Equal(["1.0.1-alpha.0.1"], (await world.SucceedAsync("version", "--component", "api")).Lines);
    }

    [Theory]
    [InlineData("ap", "Did you mean 'api'?")]
    [InlineData("nothing-like-it", "Known: api, web, all.")]
    public async Task An_unknown_component_is_refused_with_what_was_meant(string name, string advice)
    {
        _repository.Commit();

        Assert.Contains(advice, await _world.FailAsync(ExitCode.Usage, "version", "--component", name), StringComparison.Ordinal);
        Assert.Contains(advice, await _world.FailAsync(ExitCode.Usage, "version", "next", "--component", name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_prefix_of_a_component_goes_before_those_of_environment_and_configuration()
    {
        _repository.Commit("feat: api", "src/api/a.cs");
        _repository.Tag("api-v1.2.0");
        _repository.Tag("other-3.0.0");
        _world.Environment["PLIMSOLL_TAG_PREFIX"] = "v";

        Assert.Equal(["1.2.0"], await VersionAsync("api"));
        Assert.Equal(["3.0.0"], (await _world.SucceedAsync("version", "--component", "api", "--tag-prefix", "other-")).Lines);
        Assert.Equal(["3.0.0"], (await _world.SucceedAsync("version", "next", "--component", "api", "--tag-prefix", "other-")).Lines);
    }

    [Fact]
    public async Task Without_components_there_is_nothing_to_list()
    {
        _repository.Commit();
        Configure("image: app");

        Assert.Contains("'components' in plimsoll.yml", await _world.FailAsync(ExitCode.Usage, "version", "--all-components"), StringComparison.Ordinal);
    }

    private void Configure(string text) => _repository.Write("plimsoll.yml", text);

    private async Task<string[]> VersionAsync(string component) => (await _world.SucceedAsync("version", "--component", component)).Lines;
}
