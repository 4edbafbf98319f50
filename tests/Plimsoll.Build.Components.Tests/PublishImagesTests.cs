using Plimsoll.Build.Tests;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Build.Components.Tests;

/// <summary>The target that <see cref="IPublishImages"/> gives to a build, in a real git repository.</summary>
public sealed class PublishImagesTests : IDisposable
{
    private readonly BuildFixture _fixture = new();
    private readonly Testing.GitRepository _origin = Testing.GitRepository.Released();

    public PublishImagesTests()
    {
        Git("init", "--quiet");
        Git("pull", "--quiet", "--tags", new Uri(_origin.Path).AbsoluteUri, "main");
        _fixture.Environment["SOURCE_DATE_EPOCH"] = "1700000000";
    }

    private string Sha => _origin.Head[..7];

    public void Dispose()
    {
        _origin.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Publish_runs_after_what_it_needs_and_writes_layout_and_receipt()
    {
        var result = await _fixture.RunAsync<Shipping>("Publish");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Equal("Pack Publish", result.Ran);
        Assert.Equal(["2.1.0", "2.1", "2", "latest", Sha, "2023-11-14"], await TagsAsync("shipped"));
        Assert.Single(Directory.GetFiles(_fixture.Root[".plimsoll/receipts"]));
        Assert.Contains("oci:artifacts/images/shipped:2.1.0", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Later_steps_of_a_pipeline_get_what_was_published()
    {
        _fixture.Environment["TF_BUILD"] = "True";
        _fixture.Environment["AGENT_TEMPDIRECTORY"] = Directory.CreateDirectory(_fixture.Root["agent"]).FullName;

        var result = await _fixture.RunAsync<Shipping>("Publish");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Equal("2.1.0", HostOutputParser.ParseAzure(result.Output)["version"]);
        var summary = Assert.Single(HostOutputParser.AzureCommands(result.Output), command => command.Name == "task.uploadsummary");
        Assert.StartsWith("### Published", File.ReadAllText(summary.Message), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_the_environment_signs_the_image_and_is_in_no_output()
    {
        var fingerprint = SigningKey.Create(_fixture.Root.Path);
        var pem = await File.ReadAllTextAsync(_fixture.Root["signing.pem"]);
        _fixture.Environment["PLIMSOLL_SIGN_KEY"] = pem;

        var result = await _fixture.RunAsync<Shipping>("Publish", "--legacy-tags");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Contains($"signature (cosign tag) by {fingerprint}", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(pem.Split('\n')[1], result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_registry_warns_of_is_told()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions
        {
            Variables = new Dictionary<string, string> { ["REGISTRY_HTTP_HEADERS"] = """{Warning: ['299 - "This registry moves on 1 June."']}""" },
        });

        var result = await _fixture.RunAsync<Shipping>("Publish", "--registry", $"{server.Host}/acme", "--tags", "semver");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Contains($"warning: {server.Host} reported: This registry moves on 1 June.", result.Error + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_folders_of_the_user_count()
    {
        var certificate = TestCertificate.Create();
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { Tls = certificate });
        _fixture.Environment["HOME"] = _fixture.Root["home"];
        _fixture.Root.Write($"home/.docker/certs.d/{server.Host}/ca.crt", certificate.AuthorityPem);

        var result = await _fixture.RunAsync<Shipping>("Publish", "--registry", $"{server.Host}/acme", "--tags", "semver");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
    }

    [Fact]
    public async Task Tags_and_receipt_go_by_the_clock_of_the_build_and_the_whole_version_of_the_tool()
    {
        _fixture.Environment.Remove("SOURCE_DATE_EPOCH");

        var result = await _fixture.RunAsync<Shipping>("Publish", "--tags", "date");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Equal(["2000-01-01"], await TagsAsync("shipped"));
        var receipt = Assert.Single(ReceiptFolder.Read(ReceiptFile.FolderIn(_fixture.Root.Path)).Receipts).Receipt;
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), receipt.StartedAt);
        Assert.Equal(PlimsollHost.Version, receipt.ToolVersion);
        Assert.Equal("0.0.0-dev", receipt.ToolVersion);
    }

    [Fact]
    public async Task An_engine_that_cannot_be_used_is_avoided_by_a_parameter()
    {
        await using var server = await RegistryServer.StartAsync();
        _fixture.Environment["DOCKER_HOST"] = "ssh://build@example.com";

        var result = await _fixture.RunAsync<Shipping>("Publish", "--registry", $"{server.Host}/acme", "--via", "engine");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("(--via direct)", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS", false)]
    [InlineData("GITHUB_ACTIONS", true)]
    [InlineData("TF_BUILD", false)]
    [InlineData("TF_BUILD", true)]
    [InlineData("GITLAB_CI", false)]
    [InlineData("TEAMCITY_VERSION", true)]
    public async Task A_secret_of_the_build_is_shown_and_left_nowhere(string host, bool fails)
    {
        const string secret = "canary-8f14e45fceea167a";
        var registry = await SharedRegistry.OpenAsync();
        _fixture.Environment[host] = host == "TF_BUILD" ? "True" : "true";
        _fixture.Environment["GITHUB_OUTPUT"] = _fixture.Root["output"];
        _fixture.Environment["GITHUB_STEP_SUMMARY"] = _fixture.Root["summary"];
        _fixture.Environment["PLIMSOLL_DOTENV"] = _fixture.Root["dotenv"];
        _fixture.Environment["AGENT_TEMPDIRECTORY"] = Directory.CreateDirectory(_fixture.Root["agent"]).FullName;

        var result = await _fixture.RunAsync<Guarded>(["Publish", "--registry", $"{registry.Root}/acme", "--tags", "semver", "--api-key", secret, "--verbosity", "verbose", .. fails ? new[] { "--fails" } : []]);

        Assert.Equal(fails ? ExitCode.Failed : ExitCode.Done, result.ExitCode);
        Assert.Contains("as ***", result.Output, StringComparison.Ordinal);

        // The host takes these lines for itself, and masks what they name.
        string[] masks = [$"::add-mask::{secret}", $"##vso[task.setsecret]{secret}"];
        Assert.DoesNotContain((result.Output + result.Error).Split('\n'), line => line.Contains(secret, StringComparison.Ordinal) && !masks.Contains(line));
        var files = Directory.GetFiles(_fixture.Root.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None });
        Assert.Equal(!fails, files.Any(file => file.Contains("receipts", StringComparison.Ordinal)));
        Assert.DoesNotContain(files, file => file.Contains(secret, StringComparison.Ordinal) || File.ReadAllText(file).Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_configuration_is_read_once_in_a_run()
    {
        _fixture.Root.Write("plimsoll.yml", "image: first\nsource: files:files\n");
        _fixture.Root.Write("files/app", "program");

        var result = await _fixture.RunAsync<Reconfiguring>("Publish", "--tags", "semver");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Equal(["2.1.0", "2.1", "2"], await TagsAsync("first"));
    }

    [Fact]
    public async Task Parameters_choose_environment_and_tags()
    {
        var result = await _fixture.RunAsync<Shipping>("Publish", "--environment", "staging", "--tags", "sha,environment");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Equal([Sha, "staging"], await TagsAsync("shipped"));
    }

    [Fact]
    public async Task Name_and_source_come_from_the_file_where_the_build_says_nothing()
    {
        _fixture.Root.Write("plimsoll.yml", "image: configured\nsource: files:files\n");
        _fixture.Root.Write("files/app", "program");

        var result = await _fixture.RunAsync<Configured>("Publish", "--tags", "semver");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Equal(["2.1.0", "2.1", "2"], await TagsAsync("configured"));
    }

    [Fact]
    public async Task What_the_file_says_is_built_is_built_first()
    {
        _fixture.Root.Write("plimsoll.yml", "image: configured\nbuild: { files: files, entrypoint: [/app] }\n");
        _fixture.Root.Write("files/app", "program");

        var result = await _fixture.RunAsync<Configured>("Publish", "--tags", "semver");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Equal(["2.1.0", "2.1", "2"], await TagsAsync("configured"));
    }

    [Fact]
    public async Task A_build_that_builds_images_says_how_and_is_told_why_that_failed()
    {
        var result = await _fixture.RunAsync<Building>("Publish");

        Assert.Equal(ExitCode.NotFound, result.ExitCode);
        Assert.Contains("The Dockerfile", result.Error + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_names_nothing_is_told_how_to()
    {
        var result = await _fixture.RunAsync<Configured>("Publish");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("plimsoll.yml", result.Error + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_policy_forbids_ends_the_build_with_its_exit_code()
    {
        var result = await _fixture.RunAsync<Shipping>("Publish", "--environment", "production", "--tags", "latest");

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Contains("mutable-tag", result.Error + result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_fixture.Root["artifacts/images"]));
    }

    [Fact]
    public async Task Another_image_under_the_same_version_is_a_conflict()
    {
        await _fixture.RunAsync<Shipping>("Publish");

        var result = await _fixture.RunAsync<Shipping>("Publish", "--content", "another program", "--no-keep");

        Assert.Equal(ExitCode.TagConflict, result.ExitCode);
        Assert.Contains("2.1.0 is immutable", result.Error + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_run_published_of_the_commit_is_kept()
    {
        await _fixture.RunAsync<Shipping>("Publish");
        var first = await OciLayout.Open(_fixture.Root["artifacts/images/shipped"]).ResolveAsync("2.1.0", CancellationToken.None);

        var plan = await _fixture.RunAsync<Shipping>("Publish", "--content", "another program", "--dry-run");
        var result = await _fixture.RunAsync<Shipping>("Publish", "--content", "another program");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Contains("would not be published", plan.Output, StringComparison.Ordinal);
        Assert.Contains("was not published", result.Output, StringComparison.Ordinal);
        Assert.Equal(first!.Digest, (await OciLayout.Open(_fixture.Root["artifacts/images/shipped"]).ResolveAsync("latest", CancellationToken.None))?.Digest);
    }

    [Fact]
    public async Task A_registry_is_published_to_once()
    {
        var registry = await SharedRegistry.OpenAsync();

        var first = await _fixture.RunAsync<Shipping>("Publish", "--registry", $"{registry.Root}/acme", "--tags", "semver");
        var second = await _fixture.RunAsync<Shipping>("Publish", "--registry", $"{registry.Root}/acme", "--tags", "semver");

        Assert.True(first.ExitCode == ExitCode.Done, first.Error + first.Output);
        Assert.Contains($"{registry.Root}/acme/shipped:2.1.0  create", first.Output, StringComparison.Ordinal);
        Assert.Contains($"{registry.Root}/acme/shipped:2.1.0  unchanged", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_prints_the_plan_and_sends_nothing()
    {
        var registry = await SharedRegistry.OpenAsync();

        var result = await _fixture.RunAsync<Shipping>("Publish", "--registry", $"{registry.Root}/acme", "--tags", "semver", "--dry-run");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Matches("create  2.1.0  sha256:", result.Output);
        Assert.Contains("something would change", result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_fixture.Root[".plimsoll"]));
        using var client = new RegistryClient();
        Assert.Null(await client.Repository(ImageReference.Parse($"{registry.Root}/acme/shipped")).ResolveAsync("2.1.0", CancellationToken.None));
    }

    [Fact]
    public async Task A_dry_run_ends_as_publishing_would()
    {
        await _fixture.RunAsync<Shipping>("Publish");

        Assert.Equal(ExitCode.TagConflict, (await _fixture.RunAsync<Shipping>("Publish", "--content", "another program", "--no-keep", "--dry-run")).ExitCode);
        Assert.Equal(ExitCode.PolicyViolation, (await _fixture.RunAsync<Shipping>("Publish", "--environment", "production", "--tags", "latest", "--dry-run")).ExitCode);
    }

    [Fact]
    public async Task The_receipt_is_attached_where_that_is_asked()
    {
        var registry = await SharedRegistry.OpenAsync();

        var result = await _fixture.RunAsync<Shipping>("Publish", "--registry", $"{registry.Root}/acme", "--tags", "semver", "--attach", "--verify", "full");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Contains("3 of 3 tags written to", result.Output, StringComparison.Ordinal);
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{registry.Root}/acme/shipped"));
        var image = (await repository.ResolveAsync("2.1.0", CancellationToken.None))!.Digest;
        Assert.Single((await ReceiptReferrer.ReadAsync(repository, "shipped", image, CancellationToken.None)).Receipts);
    }

    [Fact]
    public async Task A_component_has_its_own_image_and_versions()
    {
        _fixture.Root.Write("plimsoll.yml", "image: configured\nsource: files:files\ncomponents: { api: { image: configured-api } }\n");
        _fixture.Root.Write("files/app", "program");
        Git("tag", "api-v0.3.0");

        var result = await _fixture.RunAsync<Configured>("Publish", "--component", "api", "--tags", "semver");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Contains("oci:artifacts/images/configured-api:0.3.0", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_images_of_the_file_are_published_together()
    {
        _fixture.Root.Write("plimsoll.yml", "images: { api: { source: 'files:api' }, web: { source: 'files:web' } }\n");
        _fixture.Root.Write("api/app", "api");
        _fixture.Root.Write("web/app", "web");

        var plan = await _fixture.RunAsync<Configured>("Publish", "--tags", "semver", "--dry-run");
        var result = await _fixture.RunAsync<Configured>("Publish", "--tags", "semver");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Contains("web → oci:artifacts/images/web", plan.Output, StringComparison.Ordinal);
        Assert.Equal(["2.1.0", "2.1", "2"], await TagsAsync("api"));
        Assert.Equal(["2.1.0", "2.1", "2"], await TagsAsync("web"));
        Assert.Equal(2, ReceiptJson.ReadRecord(Assert.Single(Directory.GetFiles(_fixture.Root[".plimsoll/receipts"]))).Receipts.Count);
    }

    [Fact]
    public async Task One_of_the_images_of_the_file_is_chosen_by_the_environment()
    {
        _fixture.Root.Write("plimsoll.yml", "images: { api: { source: 'files:api' }, web: { source: 'files:web' } }\n");
        _fixture.Root.Write("api/app", "api");
        _fixture.Environment["PLIMSOLL_IMAGE"] = "api";

        var result = await _fixture.RunAsync<Configured>("Publish", "--tags", "semver");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.True(Directory.Exists(_fixture.Root["artifacts/images/api"]));
        Assert.False(Directory.Exists(_fixture.Root["artifacts/images/web"]));
    }

    [Fact]
    public async Task Advice_names_what_a_build_can_set()
    {
        var result = await _fixture.RunAsync<Configured>("Publish");

        Assert.Contains("IPublishImages.ImageSource", result.Error + result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("SOURCE", result.Error + result.Output, StringComparison.Ordinal);
    }

    private void Git(params string[] arguments) => _origin.RunIn(_fixture.Root.Path, arguments);

    private async Task<List<string>> TagsAsync(string image)
    {
        var tags = new List<string>();
        await foreach (var tag in OciLayout.Open(_fixture.Root[$"artifacts/images/{image}"]).ListTagsAsync(CancellationToken.None))
            tags.Add(tag);
        string[] order = ["2.1.0", "2.1", "2", "latest", Sha];
        return [.. tags.OrderBy(tag => Array.IndexOf(order, tag) is var place and >= 0 ? place : order.Length)];
    }

    private sealed class Shipping : PlimsollBuild, IPublishImages
    {
        [Parameter] readonly string Content = "program";

        string IPublishImages.ImageName => "shipped";

        ImageLocation IPublishImages.ImageSource => ImageLocation.ForFiles(RootDirectory / "out");

        Target Pack => _ => _
            .DependentFor<IPublishImages>(x => x.Publish)
            .Executes(() => (RootDirectory / "out").CreateOrCleanDirectory())
            .Executes(() => File.WriteAllText(RootDirectory / "out" / "app", Content));
    }

    private sealed class Guarded : PlimsollBuild, IPublishImages
    {
        [Parameter, Secret] readonly string? ApiKey;
        [Parameter] readonly bool Fails;

        string IPublishImages.ImageName => "guarded";

        ImageLocation IPublishImages.ImageSource => ImageLocation.ForFiles(RootDirectory / "out");

        Target Pack => _ => _
            .DependentFor<IPublishImages>(x => x.Publish)
            .Executes(() => (RootDirectory / "out").CreateOrCleanDirectory())
            .Executes(() => File.WriteAllText(RootDirectory / "out" / "app", "program"))
            .Executes(() => Log.Information($"as {ApiKey}"))
            .Executes(() => Log.Warning($"as {ApiKey}"))
            .Executes(() =>
            {
                if (Fails)
                    throw new InvalidOperationException($"The key {ApiKey} was refused.", new IOException(ApiKey));
            });
    }

    private sealed class Configured : PlimsollBuild, IPublishImages;

    private sealed class Reconfiguring : PlimsollBuild, IPublishImages
    {
        Target Change => _ => _
            .DependentFor<IPublishImages>(x => x.Publish)
            .Executes(() => Log.Information("{0}", ((IPublishImages)this).ReleaseVersion))
            .Executes(() => File.WriteAllText(RootDirectory / "plimsoll.yml", "image: [no name"));
    }

    private sealed class Building : PlimsollBuild, IPublishImages
    {
        string IPublishImages.ImageName => "built";

        BuildRecipe? IBuildImages.ImageBuild => BuildRecipe.ForDockerfile(RootDirectory / "Dockerfile", RootDirectory);
    }
}
