using Plimsoll.Build.Tests;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;
using Plimsoll.Testing.Faults;

namespace Plimsoll.Build.Components.Tests;

/// <summary>The targets that <see cref="IPromoteImages"/> gives to a build, against a real registry.</summary>
public sealed class PromoteImagesTests : IAsyncLifetime, IDisposable
{
    private readonly ReleasedRepository _repository = new();
    private readonly RegistryClient _client = new();
    private SharedRegistry _registry = null!;

    private string Acme => $"{_registry.Root}/acme";

    public async Task InitializeAsync()
    {
        _registry = await SharedRegistry.OpenAsync();
        _repository.Fixture.Environment["PLIMSOLL_REGISTRY"] = Acme;
        _repository.Fixture.Root.Write("out/app", "program");
        await SucceedAsync("Publish", "--environment", "staging");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _client.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task The_release_at_HEAD_comes_to_the_environment_with_a_receipt()
    {
        var result = await SucceedAsync("Promote", "--promote-to", "production", "--attach", "--verify", "full");

        var image = await DigestAsync("2.1.0");
        Assert.Equal(image, await DigestAsync("production"));
        Assert.Contains($"promote {Acme}/app@{image} to 'production' in {Acme}/app", result.Output, StringComparison.Ordinal);
        Assert.Contains($"{Acme}/app:production  created    {image}", result.Output, StringComparison.Ordinal);
        Assert.Contains("receipt attached: sha256:", result.Output, StringComparison.Ordinal);
        Assert.Matches("Promote +Succeeded .* image: 2.1.0, environment: production", result.Output);
        var receipts = ReceiptFolder.Read(ReceiptFile.FolderIn(_repository.Fixture.Root.Path)).Receipts.Select(recorded => recorded.Receipt);
        Assert.Contains(receipts, receipt => receipt is { Kind: ReceiptKind.Promote, Environment: "production" } && receipt.Digest == image);
        Assert.NotEmpty((await ReceiptReferrer.ReadAsync(Repository, "app", image!, CancellationToken.None)).Receipts);
    }

    [Fact]
    public async Task A_tag_a_digest_and_a_reference_name_the_same_image()
    {
        var image = await DigestAsync("2.1.0");

        foreach (var name in (string[])["2.1.0", $"2.1.0@{image}", $"{image}", $"{Acme}/app:2.1.0"])
        {
            await SucceedAsync("Promote", "--promote-image", name, "--promote-to", "production");
            Assert.Equal(image, await DigestAsync("production"));
        }
    }

    [Fact]
    public async Task An_image_of_another_registry_comes_to_that_of_the_build()
    {
        await using var other = await RegistryServer.StartAsync();

        await SucceedAsync("Promote", "--promote-image", $"{Acme}/app:2.1.0", "--promote-to", "production", "--registry", $"{other.Host}/prod");

        var there = await _client.Repository(ImageReference.Parse($"{other.Host}/prod/app")).ResolveAsync("production", CancellationToken.None);
        Assert.Equal(await DigestAsync("2.1.0"), there?.Digest);
        Assert.Null(await DigestAsync("production"));
    }

    [Fact]
    public async Task A_dry_run_prints_the_plan_and_moves_nothing()
    {
        var result = await SucceedAsync("Promote", "--promote-to", "production", "--dry-run");

        Assert.Contains("create     production", result.Output, StringComparison.Ordinal);
        Assert.Null(await DigestAsync("production"));
        Assert.Single(Directory.GetFiles(ReceiptFile.FolderIn(_repository.Fixture.Root.Path)));
    }

    [Fact]
    public async Task What_the_file_requires_is_required_here()
    {
        _repository.Fixture.Root.Write("plimsoll.yml", "environments: { trial: {}, production: { requires: [trial] } }\n");

        var result = await RunAsync("Promote", "--promote-to", "production");

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Contains("it must be deployed to 'trial' first", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_keeps_the_rules_that_a_promotion_keeps()
    {
        _repository.Fixture.Root.Write("plimsoll.yml", "environments: { staging: {}, production: { requires: [staging], branches: [main] } }\n");
        await SucceedAsync("Publish", "--environment", "production");
        var first = await DigestAsync("production");
        _repository.Commit("feat: more");
        _repository.Fixture.Root.Write("out/app", "another program");

        var untried = await RunAsync("Publish", "--environment", "production");
        await SucceedAsync("Publish", "--environment", "staging");
        _repository.Git("checkout", "--quiet", "-b", "feature");
        _repository.Commit("feat: still more");
        await SucceedAsync("Publish", "--environment", "staging");
        var ofBranch = await RunAsync("Publish", "--environment", "production");

        Assert.Equal((ExitCode.PolicyViolation, ExitCode.PolicyViolation), (untried.ExitCode, ofBranch.ExitCode));
        Assert.Contains("it must be deployed to 'staging' first", untried.Output, StringComparison.Ordinal);
        Assert.Contains("accepts only images from main", ofBranch.Output, StringComparison.Ordinal);
        Assert.Equal(first, await DigestAsync("production"));
    }

    [Fact]
    public async Task No_target_brings_an_image_without_the_evidence()
    {
        const string file = "environments: { staging: {}, live: {EVIDENCE} }\n";
        _repository.Fixture.Root.Write("plimsoll.yml", file.Replace("EVIDENCE", "", StringComparison.Ordinal));
        await SucceedAsync("Publish", "--environment", "live");
        var before = await DigestAsync("live");
        _repository.Commit("feat: more");
        _repository.Fixture.Root.Write("out/app", "another program");
        await SucceedAsync("Publish");
        var image = (await DigestAsync(_repository.Head[..7]))!;
        var (trusted, other) = (SigningKey.Create(_repository.Fixture.Root.Path), SigningKey.Create(_repository.Fixture.Root.Path, "other"));
        _repository.Fixture.Root.Write("plimsoll.yml", file.Replace("EVIDENCE", " evidence: [signature: { key: signing.pub }] ", StringComparison.Ordinal));
        string[][] ways =
        [
            ["Publish", "--environment", "live"],
            ["Publish", "--environment", "live", "--dry-run"],
            ["Publish", "--environment", "live", "--reuse"],
            ["Promote", "--promote-image", $"{image}", "--promote-to", "live"],
            ["Rollback", "--environment", "live", "--rollback-to", $"{image}"],
        ];

        // By nobody, and by somebody else.
        foreach (var signer in (string[])["", other])
        {
            foreach (var arguments in ways)
            {
                var result = await RunAsync(arguments);
                Assert.True(result.ExitCode == ExitCode.PolicyViolation, $"{string.Join(' ', arguments)}: {result.ExitCode}\n{result.Error}{result.Output}");
                Assert.Contains($"required: signature by ECDSA P-256 {trusted}", result.Error + result.Output, StringComparison.Ordinal);
                Assert.Contains(signer, result.Error + result.Output, StringComparison.Ordinal);
                Assert.Equal(before, await DigestAsync("live"));
            }

            if (signer.Length == 0)
                Assert.Equal(ExitCode.PolicyViolation, (await RunAsync("Publish", "--environment", "live", "--sign-key", "other.pem")).ExitCode);
        }

        await SucceedAsync("Publish", "--sign-key", "signing.pem");
        foreach (var arguments in ways)
            await SucceedAsync(arguments);
        Assert.Equal(image, await DigestAsync("live"));
    }

    [Fact]
    public async Task An_environment_that_the_file_does_not_list_is_an_error()
    {
        _repository.Fixture.Root.Write("plimsoll.yml", "environments: { staging: {}, production: {} }\n");

        foreach (var arguments in (string[][])[["Publish", "--environment", "stagign"], ["Promote", "--promote-to", "stagign"], ["Rollback", "--environment", "stagign", "--rollback-to", "previous"]])
        {
            var result = await RunAsync(arguments);
            Assert.Equal(ExitCode.Usage, result.ExitCode);
            Assert.Contains("There is no environment 'stagign'", result.Output, StringComparison.Ordinal);
            Assert.Contains("Did you mean 'staging'?", result.Output, StringComparison.Ordinal);
        }

        await SucceedAsync("Promote", "--promote-to", "Production");
        Assert.NotNull(await DigestAsync("production"));
        Assert.Null(await DigestAsync("Production"));
    }

    [Fact]
    public async Task A_run_for_a_pull_request_changes_no_environment()
    {
        var before = await DigestAsync("staging");
        _repository.Commit("feat: proposed");
        foreach (var (name, value) in new[] { ("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_NAME", "pull_request"), ("GITHUB_REF", "refs/pull/12/merge"), ("GITHUB_SHA", _repository.Head) })
            _repository.Fixture.Environment[name] = value;

        foreach (var arguments in (string[][])[["Publish", "--environment", "staging"], ["Promote", "--promote-image", "2.1.0", "--promote-to", "staging"], ["Rollback", "--environment", "staging", "--rollback-to", $"{before}"]])
        {
            var result = await RunAsync(arguments);
            Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
            Assert.Contains("pull request 12", result.Output + result.Error, StringComparison.OrdinalIgnoreCase);
        }

        await SucceedAsync("Publish");
        Assert.Equal(before, await DigestAsync("staging"));
        Assert.NotNull(await DigestAsync("pr-12"));
    }

    [Fact]
    public async Task Production_takes_no_tag_that_moves()
    {
        var result = await RunAsync("Promote", "--promote-image", "latest", "--promote-to", "production");

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Contains("tag 'latest' can move", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_release_at_HEAD_the_image_must_be_named()
    {
        _repository.Commit("feat: more");

        var result = await RunAsync("Promote", "--promote-to", "production");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("--promote-image", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_must_be_named()
    {
        Assert.Contains("Promote requires --promote-to", (await RunAsync("Promote")).Error, StringComparison.Ordinal);
        Assert.Contains("Rollback requires --environment", (await RunAsync("Rollback", "--rollback-to", "previous")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_goes_back_and_what_is_withdrawn_is_held()
    {
        var first = await DigestAsync("2.1.0");
        _repository.Commit("feat: more");
        _repository.Git("tag", "v2.2.0");
        _repository.Fixture.Root.Write("out/app", "another program");
        await SucceedAsync("Publish", "--environment", "staging");
        var second = await DigestAsync("2.2.0");

        var planned = await SucceedAsync("Rollback", "--environment", "staging", "--rollback-to", "previous", "--dry-run");
        Assert.Contains($"move    staging  {second} → {first}", planned.Output, StringComparison.Ordinal);
        Assert.Equal(second, await DigestAsync("staging"));

        var result = await SucceedAsync("Rollback", "--environment", "staging", "--rollback-to", $"{first}", "--reason", "it is slow", "--floating");

        Assert.Equal(first, await DigestAsync("staging"));
        Assert.Equal(first, await DigestAsync("latest"));
        Assert.Equal(second, await DigestAsync("2.2.0"));
        Assert.Contains($"{second} is on hold: it cannot be deployed to environment 'staging' again", result.Output, StringComparison.Ordinal);
        var again = await RunAsync("Promote", "--promote-image", "2.2.0", "--promote-to", "staging");
        Assert.Equal(ExitCode.PolicyViolation, again.ExitCode);
        Assert.Contains("it is slow", again.Output, StringComparison.Ordinal);
        await SucceedAsync("Promote", "--promote-image", "2.2.0", "--promote-to", "staging", "--release-hold");
        Assert.Equal(second, await DigestAsync("staging"));
    }

    [Fact]
    public async Task A_rollback_whose_receipt_cannot_be_written_leaves_the_hold_all_the_same()
    {
        var first = await DigestAsync("2.1.0");
        _repository.Commit("feat: more");
        _repository.Git("tag", "v2.2.0");
        _repository.Fixture.Root.Write("out/app", "another program");
        await SucceedAsync("Publish", "--environment", "staging");
        var second = await DigestAsync("2.2.0");
        await using var proxy = FaultProxy.Start(_registry.Host);
        proxy.Decide = request =>
        {
            if (request.Method == "PUT" && request.Target.EndsWith("/manifests/staging", StringComparison.Ordinal))
                BlockedFolder.Block(ReceiptFile.FolderIn(_repository.Fixture.Root.Path));
            return Fault.None;
        };

        var result = await RunAsync("Rollback", "--environment", "staging", "--rollback-to", $"{first}", "--registry", Acme.Replace(_registry.Host, proxy.Host, StringComparison.Ordinal));

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("Environment 'staging' was rolled back, but the receipt could not be written", result.Output, StringComparison.Ordinal);
        Assert.Contains($"{second} is on hold: the hold is attached to it", result.Output, StringComparison.Ordinal);
        Assert.Equal(first, await DigestAsync("staging"));
        Assert.Single(await Repository.GetReferrersAsync(second!, HoldReferrer.ArtifactType, CancellationToken.None));
    }

    [Fact]
    public async Task A_layout_has_environments_too()
    {
        _repository.Fixture.Environment.Remove("PLIMSOLL_REGISTRY");
        await SucceedAsync("Publish");

        await SucceedAsync("Promote", "--promote-to", "production");
        var refused = await RunAsync("Promote", "--promote-to", "production", "--promote-image", $"{await DigestAsync("2.1.0")}");

        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Contains("must be promoted by its tag", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_only_promotes_names_its_image()
    {
        var result = await _repository.Fixture.RunAsync<Promoting>("Promote", "--promote-to", "production");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Equal(await DigestAsync("2.1.0"), await DigestAsync("production"));
    }

    [Fact]
    public async Task A_build_that_names_no_image_promotes_those_of_the_file_together()
    {
        _repository.Fixture.Root.Write("plimsoll.yml", "images: { api: { image: shop/api, source: \"files:out\" }, web: { image: shop/web, source: \"files:out\" } }\n");
        await SucceedAsync<Releasing>("Publish");

        await SucceedAsync<Releasing>("Promote", "--promote-image", "web:2.1.0", "--promote-to", "qa");
        var result = await SucceedAsync<Releasing>("Promote", "--promote-to", "staging");
        var refused = await _repository.Fixture.RunAsync<Releasing>("Rollback", "--environment", "staging", "--rollback-to", "previous");

        Assert.Matches("Promote +Succeeded .* images: 2, environment: staging", result.Output);
        foreach (var name in (string[])["api", "web"])
            Assert.NotNull(await _client.Repository(ImageReference.Parse($"{Acme}/shop/{name}")).ResolveAsync("staging", CancellationToken.None));
        Assert.Null(await _client.Repository(ImageReference.Parse($"{Acme}/shop/api")).ResolveAsync("qa", CancellationToken.None));
        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.Contains("plimsoll.yml lists several images: api, web", refused.Output, StringComparison.Ordinal);
    }

    private RegistryRepository Repository => _client.Repository(ImageReference.Parse($"{Acme}/app"));

    private async Task<Digest?> DigestAsync(string tag) => (await Repository.ResolveAsync(tag, CancellationToken.None))?.Digest;

    private Task<BuildResult> SucceedAsync(params string[] arguments) => SucceedAsync<Shipping>(arguments);

    private async Task<BuildResult> SucceedAsync<T>(params string[] arguments)
        where T : PlimsollBuild, new()
    {
        var result = await _repository.Fixture.RunAsync<T>(arguments);
        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        return result;
    }

    private Task<BuildResult> RunAsync(params string[] arguments) => _repository.Fixture.RunAsync<Shipping>(arguments);

    private sealed class Shipping : PlimsollBuild, IPublishImages, IPromoteImages
    {
        string IPublishImages.ImageName => "app";

        ImageLocation IPublishImages.ImageSource => ImageLocation.ForFiles(RootDirectory / "out");
    }

    private sealed class Releasing : PlimsollBuild, IPublishImages, IPromoteImages;

    private sealed class Promoting : PlimsollBuild, IPromoteImages
    {
        string IShipImages.ImageName => "app";
    }
}
