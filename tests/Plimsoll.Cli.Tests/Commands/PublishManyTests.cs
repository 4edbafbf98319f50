using System.Text.Json;
using NJsonSchema;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Several images in one run, to a real registry.</summary>
public sealed class PublishManyTests : RegistryCommandTests
{
    public PublishManyTests()
    {
        Git.Commit("First", "app.txt");
        Git.Tag("v2.1.0");
        Git.Tag("web-v0.3.0");
        Git.Write("out/api/app", "the same");
        Git.Write("out/web/app", "the same");
        Git.Write("out/worker/app", "another");
    }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        File.WriteAllText(Git["plimsoll.yml"], $$"""
            registry: {{Registry.Root}}
            components:
              web:
                paths: ["out/web/**"]
            images:
              api:
                source: files:out/api
                image: acme/api
              web:
                source: files:out/web
                image: acme/web
                component: web
              worker:
                source: files:out/worker
                image: acme/worker
            """);
    }

    [Fact]
    public async Task All_images_of_the_configuration_are_published_with_one_receipt_each_under_its_own_version()
    {
        var result = await World.SucceedAsync("publish", "--output", "json");

        var run = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(("run", 1), (run.GetProperty("kind").GetString(), run.GetProperty("schemaVersion").GetInt32()));
        Assert.Equal(["acme/api 2.1.0", "acme/web 0.3.0", "acme/worker 2.1.0"], run.GetProperty("images").EnumerateArray().Select(image =>
            $"{image.GetProperty("destination").GetString()![(Registry.Root.Length + 1)..]} {image.GetProperty("version").GetString()}"));
        Assert.Equal(result.Output, await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Git[".plimsoll/receipts"]))));
        foreach (var name in (string[])["api:2.1.0", "web:0.3.0", "worker:2.1.0"])
            Assert.NotNull(await ResolveAsync($"acme/{name}"));
    }

    [Fact]
    public async Task What_two_images_share_is_sent_once_and_the_plan_says_so()
    {
        var plan = JsonDocument.Parse((await World.SucceedAsync("plan", "--output", "json")).Output).RootElement;
        var run = JsonDocument.Parse((await World.SucceedAsync("publish", "--output", "json")).Output).RootElement;

        var planned = plan.GetProperty("images")[1].GetProperty("plan").GetProperty("blobs").EnumerateArray().Single(blob => blob.GetProperty("outcome").GetString() == "mounted");
        var done = run.GetProperty("images")[1].GetProperty("blobs").EnumerateArray().Single(blob => blob.GetProperty("outcome").GetString() == "mounted");
        Assert.Equal(Registry.Name("acme/api"), planned.GetProperty("from").GetString());
        Assert.Equal(planned.GetProperty("digest").GetString(), done.GetProperty("digest").GetString());
        Assert.Equal(plan.GetProperty("planHash").GetString(), run.GetProperty("planHash").GetString());
    }

    [Fact]
    public async Task What_an_earlier_run_has_published_is_mounted_too()
    {
        await World.SucceedAsync("publish", "--image", "api");

        var run = JsonDocument.Parse((await World.SucceedAsync("publish", "--image", "api", "--image", "web", "--output", "json")).Output).RootElement;

        Assert.Empty(run.GetProperty("images")[0].GetProperty("blobs").EnumerateArray());
        Assert.Contains(run.GetProperty("images")[1].GetProperty("blobs").EnumerateArray(), blob => blob.GetProperty("outcome").GetString() == "mounted");
    }

    [Fact]
    public async Task An_image_may_be_built_as_its_own_entry_says()
    {
        ConfigureBuilds();
        var plan = JsonDocument.Parse((await World.SucceedAsync("plan", "--output", "json", "--save", "plan.json")).Output).RootElement;
        var run = JsonDocument.Parse((await World.SucceedAsync("publish", "--from-plan", "plan.json", "--output", "json")).Output).RootElement;

        Assert.Equal(plan.GetProperty("planHash").GetString(), run.GetProperty("planHash").GetString());
        Assert.Equal(["arm64 /app", "amd64 "], [await RunsAsync("acme/api:2.1.0"), await RunsAsync("acme/web:2.1.0")]);
    }

    [Fact]
    public async Task What_is_built_is_divided_among_jobs_and_a_failure_does_not_stop_the_others()
    {
        ConfigureBuilds("  broken: { image: acme/broken, build: { dockerfile: missing } }\n");
        var failed = new List<string>();
        for (var number = 1; number <= 2; number++)
        {
            var run = JsonDocument.Parse((await World.RunAsync("publish", "--keep-going", "--partition", $"{number}/2", "--output", "json", "--receipt", $"receipt-{number}.json")).Output).RootElement;
            failed.AddRange(run.GetProperty("failed").EnumerateArray().Select(image => $"{image.GetProperty("image")} {image.GetProperty("exitCode")}"));
        }

        Assert.Equal(["broken 6"], failed);
        Assert.NotNull(await ResolveAsync("acme/api:2.1.0"));
        Assert.NotNull(await ResolveAsync("acme/web:2.1.0"));
    }

    [Fact]
    public async Task A_plan_of_a_build_that_the_file_no_longer_has_is_not_carried_out()
    {
        File.WriteAllText(Git["plimsoll.yml"], $"registry: {Registry.Root}\nimages:\n  api: {{ image: acme/api, build: {{ dockerfile: Dockerfile }} }}\n");
        Git.Write("Dockerfile", "FROM scratch\n");
        await World.UseBuildxAsync(Git);
        await World.SucceedAsync("plan", "--save", "plan.json");
        var isCarriedOutAsLongAsItIsThere = await World.SucceedAsync("publish", "--from-plan", "plan.json", "--dry-run");
        File.WriteAllText(Git["plimsoll.yml"], $"registry: {Registry.Root}\nimages:\n  api: {{ image: acme/api, source: files:out/api }}\n");

        var error = await World.FailAsync(ExitCode.TagConflict, "publish", "--from-plan", "plan.json");

        Assert.NotEmpty(isCarriedOutAsLongAsItIsThere.Output);
        Assert.Contains("The plan builds api from a 'build:' section in plimsoll.yml that no longer exists", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_platform_of_a_build_is_divided_among_the_jobs()
    {
        File.WriteAllText(Git["plimsoll.yml"], $"registry: {Registry.Root}\nimage: acme/api\nbuild: {{ dockerfile: Dockerfile, platform: [linux/amd64, linux/arm64] }}\n");
        Git.Write("Dockerfile", "FROM scratch\n");
        await World.UseBuildxAsync(Git);

        foreach (var (number, platform) in ((int, string)[])[(1, "linux/amd64"), (2, "linux/arm64")])
        {
            var plan = JsonDocument.Parse((await World.SucceedAsync("plan", "--by-digest", "--partition", $"{number}/2", "--save", "plan.json", "--output", "json")).Output).RootElement;
            Assert.Equal($"acme/api {platform}", Assert.Single(plan.GetProperty("images").EnumerateArray()).GetProperty("name").GetString());
            Assert.Contains($"--platform {platform} ", await File.ReadAllTextAsync(Git["bin/arguments"]), StringComparison.Ordinal);

            await World.SucceedAsync("publish", "--from-plan", "plan.json", "--receipt", "receipt.json");
            Assert.Contains($"--platform {platform} ", await File.ReadAllTextAsync(Git["bin/arguments"]), StringComparison.Ordinal);
        }
    }

    private void ConfigureBuilds(string more = "") => File.WriteAllText(Git["plimsoll.yml"], $$"""
        registry: {{Registry.Root}}
        images:
          api:
            image: acme/api
            build: { files: out/api, platform: linux/arm64, entrypoint: [/app] }
          web:
            image: acme/web
            platform: linux/amd64
            build: { files: out/web }

        """ + more);

    private async Task<string> RunsAsync(string name)
    {
        var repository = RepositoryOf(name);
        var manifest = (ImageManifest)(await repository.GetManifestAsync(name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..], None)).Parse();
        var config = (await repository.ReadConfigAsync(manifest, None))!;
        return $"{config.Architecture} {string.Join(' ', config.Config?.Entrypoint ?? [])}";
    }

    [Fact]
    public async Task A_conflict_of_one_image_keeps_all_from_being_published()
    {
        await ConflictAsync();

        var error = await World.FailAsync(ExitCode.TagConflict, "publish");

        Assert.Contains("worker: ", error, StringComparison.Ordinal);
        Assert.Null(await ResolveAsync("acme/api:2.1.0"));
    }

    [Fact]
    public async Task Going_on_publishes_the_others_and_ends_as_the_failure()
    {
        await ConflictAsync();

        var result = await World.RunAsync("publish", "--keep-going", "--output", "json");

        Assert.Equal(ExitCode.TagConflict, result.ExitCode);
        var failed = Assert.Single(JsonDocument.Parse(result.Output).RootElement.GetProperty("failed").EnumerateArray());
        Assert.Equal(("worker", 5), (failed.GetProperty("image").GetString(), failed.GetProperty("exitCode").GetInt32()));
        Assert.Contains("1 of 3 images could not be published", result.Error, StringComparison.Ordinal);
        Assert.NotNull(await ResolveAsync("acme/web:0.3.0"));
    }

    [Fact]
    public async Task The_plan_of_all_is_carried_out_or_none_of_it()
    {
        await World.SucceedAsync("plan", "--save", "plan.json");
        var run = await World.SucceedAsync("publish", "--from-plan", "plan.json", "--output", "json");

        Assert.Equal(Hash(await File.ReadAllTextAsync(Git["plan.json"])), Hash(run.Output));
        Assert.Contains("The current state differs from the plan", await World.FailAsync(ExitCode.TagConflict, "publish", "--from-plan", "plan.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_was_changed_by_hand_is_none()
    {
        await World.SucceedAsync("plan", "--save", "plan.json");
        await File.WriteAllTextAsync(Git["plan.json"], (await File.ReadAllTextAsync(Git["plan.json"])).Replace("\"worker\"", "\"other\"", StringComparison.Ordinal));

        Assert.Contains("was modified after the plan was saved", await World.FailAsync(ExitCode.Usage, "publish", "--from-plan", "plan.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_is_not_carried_out_for_another_partition()
    {
        await World.SucceedAsync("plan", "--partition", "1/2", "--save", "part.json");
        await World.SucceedAsync("plan", "files:out/api", "--image", "acme/api", "--save", "one.json");

        Assert.Contains("for partition 1/2, but partition 2/2 was requested", await World.FailAsync(ExitCode.Usage, "publish", "--from-plan", "part.json", "--partition", "2/2"), StringComparison.Ordinal);
        Assert.Contains("for all images", await World.FailAsync(ExitCode.Usage, "publish", "--from-plan", "one.json", "--partition", "1/2"), StringComparison.Ordinal);
        await World.SucceedAsync("publish", "--from-plan", "part.json", "--partition", "1/2");
    }

    [Fact]
    public async Task The_markdown_names_every_image_and_those_without_a_plan()
    {
        File.AppendAllText(Git["plimsoll.yml"], "\n  broken: { source: 'files:no<b>thing' }\n");

        var result = await World.RunAsync("plan", "--keep-going", "--output", "markdown");

        Assert.Equal(ExitCode.NotFound, result.ExitCode);
        foreach (var name in (string[])["api", "web", "worker"])
            Assert.Contains($"### Plan for `{name}`: `{Registry.Root}/acme/{name}`", result.Lines);
        Assert.Contains("### No plan for `broken`", result.Lines);
        Assert.Contains(result.Lines, line => line.Contains("no&#60;b&#62;thing", StringComparison.Ordinal));
        Assert.DoesNotContain("<b>", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "was modified after the plan was saved")]
    [InlineData("[null]", "a member is missing")]
    public async Task A_plan_does_not_lose_what_could_not_be_planned(string failed, string expected)
    {
        File.AppendAllText(Git["plimsoll.yml"], "\n  broken: { source: 'files:missing' }\n");
        await World.RunAsync("plan", "--keep-going", "--save", "plan.json");
        var plan = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(Git["plan.json"]))!;
        plan["failed"] = System.Text.Json.Nodes.JsonNode.Parse(failed);
        await File.WriteAllTextAsync(Git["plan.json"], plan.ToJsonString());

        Assert.Contains(expected, await World.FailAsync(ExitCode.Usage, "publish", "--from-plan", "plan.json"), StringComparison.Ordinal);
        Assert.Null(await ResolveAsync("acme/api:2.1.0"));
    }

    [Fact]
    public async Task Jobs_divide_the_images_among_themselves()
    {
        var published = new List<string>();
        for (var number = 1; number <= 4; number++)
        {
            World.Environment["PLIMSOLL_PARTITION"] = $"{number}/4";
            var run = JsonDocument.Parse((await World.SucceedAsync("publish", "--output", "json", "--receipt", $"receipt-{number}.json")).Output).RootElement;
            Assert.Equal($"{number}/4", run.GetProperty("partition").GetString());
            published.AddRange(run.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("destination").GetString()!));
        }

        Assert.Equal(["acme/api", "acme/web", "acme/worker"], published.Order(StringComparer.Ordinal).Select(name => name[(Registry.Root.Length + 1)..]));
    }

    [Fact]
    public async Task The_partition_is_taken_from_the_engine_where_that_is_asked_for()
    {
        (World.Environment["CI_NODE_INDEX"], World.Environment["CI_NODE_TOTAL"]) = ("1", "3");

        Assert.Equal(1, CountOf(await World.SucceedAsync("plan", "--partition", "auto", "--output", "json")));
        Assert.Equal(3, CountOf(await World.SucceedAsync("plan", "--output", "json")));

        static int CountOf(CommandResult plan) => JsonDocument.Parse(plan.Output).RootElement.GetProperty("images").GetArrayLength();
    }

    [Fact]
    public async Task Images_are_named_with_their_sources_on_the_command_line()
    {
        await World.SucceedAsync("publish", "--image", "acme/one=files:out/api", "--image", "acme/two=files:out/worker");

        Assert.NotNull(await ResolveAsync("acme/one:2.1.0"));
        Assert.NotNull(await ResolveAsync("acme/two:2.1.0"));
        Assert.Null(await ResolveAsync("acme/api:2.1.0"));
    }

    [Theory]
    [InlineData("plimsoll.yml has no image 'wep'", "publish", "--image", "api", "--image", "wep")]
    [InlineData("Some images have their own source", "publish", "--image", "a=files:out/api", "--image", "b")]
    [InlineData("a separate source was specified too", "publish", "files:out/api", "--image", "a=files:out/api")]
    [InlineData("One source cannot be published as several images", "publish", "files:out/api", "--image", "a", "--image", "b")]
    [InlineData("a is specified twice", "publish", "--image", "a=files:out/api", "--image", "a=files:out/web")]
    [InlineData("does not have the form NAME=SOURCE", "publish", "--image", "a=")]
    public async Task What_cannot_be_meant_is_refused(string expected, params string[] arguments) =>
        Assert.Contains(expected, await World.FailAsync(ExitCode.Usage, arguments), StringComparison.Ordinal);

    [Fact]
    public async Task Receipts_of_a_run_are_listed_like_others()
    {
        await World.SucceedAsync("publish");

        var list = await World.SucceedAsync("receipt", "list");

        foreach (var name in (string[])["acme/api", "acme/web", "acme/worker"])
            Assert.Contains(name, list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("no receipt", list.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_record_keeps_to_its_schema(bool fails)
    {
        if (fails)
            await ConflictAsync();
        var record = (await World.RunAsync("publish", "--keep-going", "--output", "json")).Output;
        var text = (await World.SucceedAsync("schema", "run-receipt")).Output;

        Assert.Empty((await JsonSchema.FromJsonAsync(text)).Validate(record));
        Assert.Equal(
            JsonDocument.Parse(text).RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name),
            JsonDocument.Parse(record).RootElement.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task Two_images_of_one_name_are_refused_whichever_job_has_them()
    {
        foreach (var number in (int[])[1, 2])
            Assert.Contains("Several images would be published to", await World.FailAsync(ExitCode.Usage, "publish", "--image", $"{Registry.Root}/acme/one=files:out/api", "--image", "acme/one=files:out/web", "--partition", $"{number}/2"), StringComparison.Ordinal);
    }

    private async Task ConflictAsync() =>
        await SmallImage.Create("not ours").PushAsync(RepositoryOf("acme/worker"), "2.1.0");

    private static string? Hash(string json) => JsonDocument.Parse(json).RootElement.GetProperty("planHash").GetString();
}
