using System.Text.Json;
using System.Text.RegularExpressions;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Commands;

public sealed partial class PlanTests : IDisposable
{
    private static readonly string[] Source = ["oci:small:1", "--image", "app"];

    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public PlanTests() => _world = new CommandWorld(_repository.Path);

    [GeneratedRegex(@"(?<before>""planHash"": ""|Plan `)sha256:[0-9a-f]{64}", RegexOptions.CultureInvariant)]
    private static partial Regex PlanHash { get; }

    private string Layout => _repository["artifacts/images/app"];

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task The_text_holds_tags_blobs_and_sums()
    {
        await ArrangeAsync();

        var result = await _world.SucceedAsync(["plan", .. Source]);

        result.Output.MatchSnapshot();
        Assert.Contains("something would change", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository[".plimsoll"]));
    }

    [Fact]
    public async Task The_markdown_holds_tags_blobs_and_sums()
    {
        await ArrangeAsync();

        WithoutPlanHash((await _world.SucceedAsync(["plan", .. Source, "--output", "markdown"])).Output).MatchSnapshot();
    }

    [Fact]
    public async Task The_json_holds_everything()
    {
        await ArrangeAsync();

        var result = await _world.SucceedAsync(["plan", .. Source, "--environment", "staging", "--output", "json"]);

        result.Output.Replace($"\"{CommandHost.Version}\"", "\"VERSION\"", StringComparison.Ordinal).MatchSnapshot();
    }

    [Fact]
    public async Task A_dry_run_of_publishing_is_a_plan()
    {
        await ArrangeAsync();

        foreach (var form in (string[])["text", "json", "markdown"])
            Assert.Equal((await _world.SucceedAsync(["plan", .. Source, "--output", form])).Output, (await _world.SucceedAsync(["publish", .. Source, "--dry-run", "--output", form])).Output);
    }

    [Fact]
    public async Task A_detailed_exit_code_tells_whether_something_would_change()
    {
        await ArrangeAsync();

        var before = await _world.RunAsync(["plan", .. Source, "--detailed-exitcode"]);
        await _world.SucceedAsync(["publish", .. Source]);
        var after = await _world.RunAsync(["plan", .. Source, "--detailed-exitcode"]);

        Assert.Equal((ExitCode.ChangesPending, ExitCode.Done), (before.ExitCode, after.ExitCode));
        Assert.Contains("nothing would change", after.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public async Task A_refused_tag_is_printed_before_it_is_an_error(string form)
    {
        await ArrangeAsync();
        await SmallImage.Create("another").PushAsync(OciLayout.OpenOrCreate(Layout), "2.1.0");

        var result = await _world.RunAsync(["plan", .. Source, "--detailed-exitcode", "--output", form]);

        Assert.Equal(ExitCode.TagConflict, result.ExitCode);
        Assert.Contains("refuse", result.Output, StringComparison.Ordinal);
        Assert.Contains("2.1.0 is immutable", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    [InlineData("markdown")]
    public async Task What_policy_forbids_is_printed_before_it_is_an_error(string form)
    {
        await ArrangeAsync();

        var result = await _world.RunAsync(["plan", .. Source, "--environment", "production", "--tags", "semver,latest", "--output", form]);

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Contains("mutable-tag", result.Output, StringComparison.Ordinal);
        Assert.Contains("error: Tag '2.1' cannot be published", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_is_carried_out_without_asking_again()
    {
        await ArrangeAsync();
        await _world.SucceedAsync(["plan", .. Source, "--environment", "staging", "--save", "plan.json"]);

        // Another day, and another environment in the variables: the plan counts.
        _world.Clock.Advance(TimeSpan.FromDays(1));
        _world.Environment["PLIMSOLL_ENVIRONMENT"] = "preview";
        var receipt = JsonDocument.Parse((await _world.SucceedAsync("publish", "--from-plan", "plan.json", "--output", "json")).Output).RootElement;

        var plan = JsonDocument.Parse(await File.ReadAllTextAsync(_repository["plan.json"])).RootElement;
        Assert.Equal(plan.GetProperty("planHash").GetString(), receipt.GetProperty("planHash").GetString());
        Assert.Equal(["2.1.0", "2.1", "2", "latest", _repository.Head[..7], "2026-05-19", "staging"], receipt.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("tag").GetString()));
    }

    [Fact]
    public async Task A_plan_of_a_component_is_carried_out_with_the_components_tags()
    {
        await ArrangeAsync();
        _repository.Write("plimsoll.yml", "components: { api: { tagPrefix: api-v, image: api } }\n");
        _repository.Tag("api-v3.0.0");
        await _world.SucceedAsync("plan", "oci:small:1", "--component", "api", "--tags", "semver", "--save", "plan.json");

        var result = await _world.SucceedAsync("publish", "--from-plan", "plan.json");

        Assert.Equal(["oci:artifacts/images/api:3.0.0", "oci:artifacts/images/api:3.0", "oci:artifacts/images/api:3"], result.Lines.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task A_plan_is_carried_out_once()
    {
        await ArrangeAsync();
        await File.WriteAllTextAsync(_repository["plan.json"], (await _world.SucceedAsync(["plan", .. Source, "--output", "json"])).Output);
        await _world.SucceedAsync("publish", "--from-plan", "plan.json");

        Assert.Contains("The current state differs from the plan", await _world.FailAsync(ExitCode.TagConflict, "publish", "--from-plan", "plan.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_of_another_commit_is_a_conflict_whatever_is_derived_now()
    {
        await ArrangeAsync();
        await _world.SucceedAsync(["plan", .. Source, "--save", "plan.json"]);
        _repository.Commit("More", "app.txt");

        Assert.Contains(_repository.Head, await _world.FailAsync(ExitCode.TagConflict, "publish", "--from-plan", "plan.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_contradict_a_plan_are_a_conflict()
    {
        await ArrangeAsync();
        await _world.SucceedAsync(["plan", .. Source, "--save", "plan.json"]);

        Assert.Contains("planned: none", await _world.FailAsync(ExitCode.TagConflict, "publish", "--from-plan", "plan.json", "--environment", "staging"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_is_missing_or_broken_is_named()
    {
        _repository.Write("broken.json", "{\"schemaVersion\":1}");

        Assert.Contains("nowhere.json", await _world.FailAsync(ExitCode.NotFound, "publish", "--from-plan", "nowhere.json"), StringComparison.Ordinal);
        Assert.Contains("broken.json", await _world.FailAsync(ExitCode.Usage, "publish", "--from-plan", "broken.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("junk", "it is not valid JSON (line 1)")]
    [InlineData("[]", "the value is not valid (line 1)")]
    [InlineData("{\"schemaVersion\":1}", "a member is missing")]
    [InlineData("{\"kind\":\"run\"}", "a member is missing: 'images'")]
    [InlineData("{\"schemaVersion\":2}", "schema version 2")]
    public async Task What_is_no_plan_is_said_without_our_types(string text, string expected)
    {
        _repository.Write("broken.json", text);

        var error = await _world.FailAsync(ExitCode.Usage, "publish", "--from-plan", "broken.json");

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("Plimsoll.Publishing", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--image=app", "--registry=https://ada:s3cret@r.example")]
    [InlineData("--image=app", "--registry=ada:s3cret@r.example/acme")]
    [InlineData("--image=ada:s3cret@r.example/app")]
    [InlineData("--image=https://ada:s3cret@r.example/app")]
    public async Task A_password_in_a_name_is_not_repeated(params string[] options)
    {
        await ArrangeAsync();

        var error = await _world.FailAsync(ExitCode.Usage, ["plan", "oci:small:1", .. options]);

        Assert.DoesNotContain("s3cret", error, StringComparison.Ordinal);
        Assert.Contains("r.example", error, StringComparison.Ordinal);
        Assert.Contains("plimsoll login", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--detailed-exitcode")]
    [InlineData("--save=plan.json")]
    [InlineData("--output=markdown")]
    public async Task What_is_about_a_plan_needs_one(string option)
    {
        await ArrangeAsync();

        Assert.Contains("plimsoll plan", await _world.FailAsync(ExitCode.Usage, ["publish", .. Source, option]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markdown_is_for_plans_only() =>
        await _world.FailAsync(ExitCode.Usage, "tags", "--output", "markdown");

    [Fact]
    public async Task A_commit_that_is_published_is_released_without_a_source()
    {
        _repository.Run("tag", "--delete", "v2.1.0");
        _repository.Write("out/app", "program");
        await _world.SucceedAsync("publish", "files:out", "--image", "app");
        var digest = (await OciLayout.Open(Layout).ResolveAsync(_repository.Head[..7], CancellationToken.None))!.Digest;
        _repository.Tag("v2.1.0");

        var result = await _world.SucceedAsync("publish", "--reuse", "--image", "app", "--verify", "full");

        Assert.Contains(result.Lines, line => line.StartsWith("oci:artifacts/images/app:2.1.0 ", StringComparison.Ordinal));
        Assert.All(result.Lines, line => Assert.Contains(digest.ToString(), line, StringComparison.Ordinal));
    }

    /// <summary>Each further member of a plan changes its hash; one snapshot that shows it is enough.</summary>
    internal static string WithoutPlanHash(string text) => PlanHash.Replace(text, "${before}HASH");

    private async Task ArrangeAsync()
    {
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(_repository["small"]), "1");
        await SmallImage.Create("old").PushAsync(OciLayout.OpenOrCreate(Layout), "latest");
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(Layout), "2.1.0");
    }
}
