using System.Globalization;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Keys;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>The rules of an environment hold whichever verb brings an image there.</summary>
public sealed class EnvironmentGateTests : IAsyncLifetime, IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly RegistryClient _client = new();
    private readonly CommandWorld _world;
    private SharedRegistry _server = null!;

    public EnvironmentGateTests() => _world = new CommandWorld(_repository.Path);

    private string Image => $"{_server.Root}/shop/web";

    public async Task InitializeAsync()
    {
        _server = await SharedRegistry.OpenAsync();
        Configure("staging: {}", "production: { production: true, requires: staging }");
        Commit("one");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _client.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task What_staging_does_not_have_is_not_published_to_production()
    {
        await _world.SucceedAsync("publish", "-e", "staging");
        Commit("two");

        var error = await _world.FailAsync(ExitCode.PolicyViolation, "publish", "-e", "production");

        Assert.Contains("it must be deployed to 'staging' first (rule required-environment)", error, StringComparison.Ordinal);
        Assert.Contains("'plimsoll promote'", error, StringComparison.Ordinal);
        Assert.Contains("--reuse", error, StringComparison.Ordinal);
        Assert.Null(await DigestAsync("production"));
        Assert.Null(await DigestAsync(_repository.Head[..7]));
        Assert.Contains("required-environment", (await _world.RunAsync("plan", "-e", "production")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_staging_has_may_be_published_again()
    {
        await _world.SucceedAsync("publish", "-e", "staging");

        await _world.SucceedAsync("publish", "-e", "production", "--reuse");

        Assert.Equal(await DigestAsync("staging"), await DigestAsync("production"));
    }

    [Fact]
    public async Task What_can_never_enter_is_not_built()
    {
        _repository.Write("plimsoll.yml", $"image: shop/web\nregistry: {_server.Root}\nbuild: {{ dockerfile: Dockerfile }}\nenvironments: {{ staging: {{}}, production: {{ requires: staging }} }}\n");

        // There is neither an engine nor a Dockerfile to build from: with another error it would have been tried.
        foreach (var verb in (string[])["publish", "plan"])
            Assert.Contains("required-environment", await _world.FailAsync(ExitCode.PolicyViolation, verb, "-e", "production"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_tells_of_it_and_is_not_carried_out()
    {
        await _world.SucceedAsync("publish", "-e", "staging");
        await _world.SucceedAsync("plan", "-e", "production", "--save", "plan.json");
        Commit("two");
        await _world.SucceedAsync("publish", "-e", "staging");
        _repository.Run("checkout", "--quiet", "HEAD~1");
        _repository.Write("out/app", "one");

        await _world.FailAsync(ExitCode.PolicyViolation, "publish", "--from-plan", "plan.json");

        Assert.Null(await DigestAsync("production"));
        var result = await _world.RunAsync("plan", "-e", "production");
        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Contains("error required-environment: ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_that_the_environment_does_not_take_is_refused_by_every_verb()
    {
        Configure("staging: {}", "production: { branches: [main, release/*] }");
        _repository.Run("add", "plimsoll.yml");
        Commit("configure");
        _repository.Run("checkout", "--quiet", "-b", "feature/x");
        Commit("two");
        await _world.SucceedAsync("publish", "-e", "staging");
        var image = await DigestAsync("staging");

        foreach (var arguments in Ways(image!))
        {
            var error = await _world.FailAsync(ExitCode.PolicyViolation, arguments);
            Assert.Contains("rule environment-branch", error, StringComparison.Ordinal);
            Assert.Contains("feature/x", error, StringComparison.Ordinal);
        }

        Assert.Null(await DigestAsync("production"));
        _repository.Run("checkout", "--quiet", "-b", "release/1");
        foreach (var arguments in Ways(image!))
            await _world.SucceedAsync(arguments);
    }

    [Fact]
    public async Task A_tag_of_a_branchs_history_is_of_that_branch()
    {
        Configure("production: { branches: main }");
        _repository.Run("add", "plimsoll.yml");
        var commit = Commit("release");
        _repository.Tag("v1.0.0");
        Commit("later");
        _repository.Run("checkout", "--quiet", commit);
        _repository.Write("out/app", "release");

        await _world.SucceedAsync("publish", "-e", "production");
        await _world.SucceedAsync("promote", "1.0.0", "--to", "production");

        Assert.NotNull(await DigestAsync("production"));
    }

    [Fact]
    public async Task Tag_and_copy_keep_the_rules_where_the_place_is_configured()
    {
        await _world.SucceedAsync("publish");
        var image = (await DigestAsync(_repository.Head[..7]))!;

        foreach (var arguments in new string[][] { ["tag", $"{Image}@{image}", "production"], ["copy", $"{Image}@{image}", $"{Image}:production"], ["push", $"{Image}@{image}", $"{Image}:production"] })
            Assert.Contains("required-environment", await _world.FailAsync(ExitCode.PolicyViolation, arguments), StringComparison.Ordinal);
        await _world.SucceedAsync("copy", $"{Image}@{image}", $"{_server.Root}/other:production");
        await _world.SucceedAsync("tag", $"{_server.Root}/other:production", "staging");

        await _world.SucceedAsync("tag", $"{Image}@{image}", "staging");
        await _world.SucceedAsync("copy", $"{Image}@{image}", $"{Image}:production");
        Assert.Equal(image, await DigestAsync("production"));
        Assert.Contains("mutable-tag", await _world.FailAsync(ExitCode.PolicyViolation, "tag", $"{Image}:staging", "production"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:0{0}")]
    [InlineData("127.1:{0}")]
    public async Task Another_spelling_of_the_registry_is_the_same_place(string spelling)
    {
        await _world.SucceedAsync("publish");
        var image = (await DigestAsync(_repository.Head[..7]))!;
        var parts = Image.Split('/', 2);
        var other = $"{string.Format(CultureInfo.InvariantCulture, spelling, parts[0].Split(':')[1])}/{parts[1]}";

        foreach (var arguments in new string[][] { ["tag", $"{other}@{image}", "production"], ["tag", $"{other}@{image}", $"{other}:production"], ["copy", $"{Image}@{image}", $"{other}:production"], ["push", $"{Image}@{image}", $"{other}:production"] })
            Assert.Contains("required-environment", await _world.FailAsync(ExitCode.PolicyViolation, arguments), StringComparison.Ordinal);
        await _world.SucceedAsync("copy", $"{Image}@{image}", $"{_server.Root}/other:production");
        var sync = await _world.RunAsync("sync", $"{_server.Root}/other", other, "--match", "production");
        Assert.Equal(ExitCode.PolicyViolation, sync.ExitCode);
        Assert.Null(await DigestAsync("production"));
    }

    [Fact]
    public async Task A_place_that_only_a_variable_or_an_option_names_is_configured()
    {
        await _world.SucceedAsync("publish");
        var image = (await DigestAsync(_repository.Head[..7]))!;
        var tag = (string[])["tag", $"{Image}@{image}", "production"];
        const string environments = "source: files:out\nenvironments: { staging: {}, production: { requires: staging } }\n";

        _repository.Write("plimsoll.yml", $"image: shop/web\n{environments}");
        Assert.Contains("required-environment", await _world.FailAsync(ExitCode.PolicyViolation, tag), StringComparison.Ordinal);
        _repository.Write("plimsoll.yml", $"image: web\nregistry: other.example/shop\n{environments}");
        _world.Environment["PLIMSOLL_REGISTRY"] = $"{_server.Root}/shop";
        Assert.Contains("required-environment", await _world.FailAsync(ExitCode.PolicyViolation, tag), StringComparison.Ordinal);
        _repository.Write("plimsoll.yml", environments);
        _world.Environment["PLIMSOLL_IMAGE"] = "web";
        Assert.Contains("required-environment", await _world.FailAsync(ExitCode.PolicyViolation, tag), StringComparison.Ordinal);

        _world.Environment.Clear();
        _repository.Write("plimsoll.yml", $"image: shop/web\nregistry: other.example\n{environments}");
        await _world.SucceedAsync(tag);
    }

    [Fact]
    public async Task A_layout_that_a_link_leads_to_is_the_same_place()
    {
        _repository.Write("plimsoll.yml", "image: web\nsource: files:out\nenvironments: { staging: {}, production: { requires: staging } }\n");
        await _world.SucceedAsync("publish");
        Directory.CreateSymbolicLink(Path.Combine(_repository.Path, "link"), Path.Combine(_repository.Path, "artifacts"));
        var source = $"oci:artifacts/images/web:{_repository.Head[..7]}";

        foreach (var place in (string[])["artifacts/images/web", "link/images/web", "./link/../link/images/web/"])
            foreach (var verb in (string[])["tag", "copy"])
                Assert.Contains("required-environment", await _world.FailAsync(ExitCode.PolicyViolation, verb, source, $"oci:{place}:production"), StringComparison.Ordinal);

        await _world.SucceedAsync("copy", source, "oci:elsewhere:production");
    }

    [Fact]
    public async Task What_was_withdrawn_does_not_come_back_by_another_verb()
    {
        Configure("production: {}");
        await _world.SucceedAsync("publish", "-e", "production");
        var first = await DigestAsync("production");
        Commit("two");
        await _world.SucceedAsync("publish", "-e", "production");
        var second = await DigestAsync("production");
        await _world.SucceedAsync("rollback", "--to", first!, "-e", "production");

        foreach (var arguments in new string[][] { ["tag", $"{Image}@{second}", "production"], ["copy", $"{Image}@{second}", $"{Image}:production"] })
            Assert.Contains("withdrawn-image", await _world.FailAsync(ExitCode.PolicyViolation, arguments), StringComparison.Ordinal);
        Assert.Equal(first, await DigestAsync("production"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("receipts: { attach: never }")]
    public async Task A_rollback_to_what_the_environment_never_had_is_a_way_into_it(string receipts)
    {
        Configure("dev: {}", "staging: {}", $"production: {{ requires: staging }}\n{receipts}");
        await _world.SucceedAsync("publish", "-e", "staging");
        var first = (await DigestAsync("staging"))!;
        await _world.SucceedAsync("promote", first, "--to", "production");
        Commit("two");
        await _world.SucceedAsync("publish", "-e", "dev");
        var untried = (await DigestAsync("dev"))!;
        DeleteReceipts();

        var error = await _world.FailAsync(ExitCode.PolicyViolation, "rollback", "-e", "production", "--to", untried);

        Assert.Contains("rule required-environment", error, StringComparison.Ordinal);
        Assert.Contains("record that 'production' ever had it", error, StringComparison.Ordinal);
        Assert.Equal(first, await DigestAsync("production"));

        // What passes as a promotion would may come, whatever is known of it.
        await _world.SucceedAsync("publish", "-e", "staging", "--reuse");
        await _world.SucceedAsync("rollback", "-e", "production", "--to", untried);
        Assert.Equal(untried, await DigestAsync("production"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rollback_to_what_the_environment_had_does_not_ask_the_environments_before(bool isFreshClone)
    {
        Configure("staging: {}", "production: { requires: staging }");
        await _world.SucceedAsync("publish", "-e", "staging");
        var first = (await DigestAsync("staging"))!;
        await _world.SucceedAsync("promote", first, "--to", "production");
        Commit("two");
        await _world.SucceedAsync("publish", "-e", "staging");
        await _world.SucceedAsync("promote", (await DigestAsync("staging"))!, "--to", "production");
        if (isFreshClone)
            DeleteReceipts();

        await _world.SucceedAsync("rollback", "-e", "production", "--to", first);

        Assert.Equal(first, await DigestAsync("production"));
    }

    [Fact]
    public async Task An_image_without_the_evidence_enters_by_no_verb()
    {
        Configure("live: {}");
        await _world.SucceedAsync("publish", "-e", "live");
        var before = await DigestAsync("live");
        Commit("two");
        await _world.SucceedAsync("publish");
        var image = (await DigestAsync(_repository.Head[..7]))!;
        await _world.SucceedAsync("copy", $"{Image}@{image}", $"{_server.Root}/other:live");
        var (trusted, other) = (SigningKey.Create(_repository.Path), SigningKey.Create(_repository.Path, "other"));
        Configure("live: { evidence: [signature: { key: signing.pub }] }");
        string[][] ways =
        [
            ["rollback", "-e", "live", "--to", image],
            .. Ways(image, "live"),
            ["plan", "-e", "live"],
            ["publish", "-e", "live", "--reuse"],
            ["publish", $"{_server.Root}/other@{image}", "-e", "live"],
            ["promote", $"{_server.Root}/other@{image}", "--image", Image, "--to", "live"],
            ["push", $"{Image}@{image}", $"{Image}:live"],
            ["copy", $"{_server.Root}/other:live", $"{Image}:live"],
            ["sync", $"{_server.Root}/other", Image, "--match", "live"],
        ];

        // By nobody, and by somebody else.
        for (var round = 0; round < 2; round++)
        {
            foreach (var arguments in ways)
            {
                var result = await _world.RunAsync(arguments);
                Assert.True(result.ExitCode == ExitCode.PolicyViolation, $"{string.Join(' ', arguments)}: {result.ExitCode}\n{result.Error}");
                Assert.Contains("rule missing-evidence", result.Output + result.Error, StringComparison.Ordinal);
                Assert.Contains($"required: signature by ECDSA P-256 {trusted}", result.Output + result.Error, StringComparison.Ordinal);
                if (round == 1)
                    Assert.Contains(other, result.Output + result.Error, StringComparison.Ordinal);
                Assert.Equal(before, await DigestAsync("live"));
            }

            if (round == 0)
                await SignAsync(image, "other");
        }

        await SignAsync(image, "signing");
        foreach (var arguments in ways)
            await _world.SucceedAsync(arguments);
        Assert.Equal(image, await DigestAsync("live"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_index_without_the_evidence_does_not_enter(bool isSignedInRun)
    {
        Configure("live: {}");
        var part = (await _world.SucceedAsync("publish", "--by-digest", "--platform", "linux/arm64")).Lines[0].Split('@', ' ')[1];
        var (trusted, other) = (SigningKey.Create(_repository.Path), SigningKey.Create(_repository.Path, "other"));
        Configure("live: { evidence: [signature: { key: signing.pub }] }");

        // A signature of the image in the index is none of the index.
        await SignAsync(part, "signing");
        string[] index = ["index", "shop/web", part, "-e", "live"];
        Assert.Contains($"required: signature by ECDSA P-256 {trusted}", await _world.FailAsync(ExitCode.PolicyViolation, index), StringComparison.Ordinal);
        Assert.Equal(ExitCode.PolicyViolation, (await _world.RunAsync([.. index, "--dry-run"])).ExitCode);
        Assert.Contains("missing-evidence", await _world.FailAsync(ExitCode.PolicyViolation, [.. index, "--sign-key", "other.pem"]), StringComparison.Ordinal);
        Assert.Null(await DigestAsync("live"));
        Assert.Null(await DigestAsync(_repository.Head[..7]));

        if (isSignedInRun)
        {
            await _world.SucceedAsync([.. index, "--sign-key", "signing.pem"]);
        }
        else
        {
            await _world.SucceedAsync("index", "shop/web", part);
            Assert.Contains("missing-evidence", await _world.FailAsync(ExitCode.PolicyViolation, index), StringComparison.Ordinal);
            await SignAsync((await DigestAsync(_repository.Head[..7]))!, "signing");
            await _world.SucceedAsync(index);
        }

        Assert.Equal(await DigestAsync(_repository.Head[..7]), await DigestAsync("live"));
        Assert.NotEqual(part, await DigestAsync("live"));
    }

    [Fact]
    public async Task A_promotion_elsewhere_takes_no_tag_of_another_environment_along()
    {
        const string policy = "\npolicy: { immutableTags: [live, Live] }";
        Configure("qa: {}", $"live: {{}}{policy}");
        await _world.SucceedAsync("publish", "-e", "live");
        await _world.SucceedAsync("copy", $"{Image}:live", $"{_server.Root}/other:live");
        await _world.SucceedAsync("copy", $"{Image}:live", $"{_server.Root}/other:Live");
        SigningKey.Create(_repository.Path);
        _repository.Write("plimsoll.yml", $"image: shop/fresh\nregistry: {_server.Root}\nenvironments: {{ qa: {{}}, live: {{ evidence: [signature: {{ key: signing.pub }}] }} }}{policy}\n");

        foreach (var tag in (string[])["live", "Live"])
            await _world.SucceedAsync("promote", $"{_server.Root}/other:{tag}", "--image", $"{_server.Root}/shop/fresh", "--to", "qa");

        var fresh = _client.Repository(ImageReference.Parse($"{_server.Root}/shop/fresh"));
        Assert.NotNull(await fresh.ResolveAsync("qa", CancellationToken.None));
        Assert.Null(await fresh.ResolveAsync("live", CancellationToken.None));
        Assert.Null(await fresh.ResolveAsync("Live", CancellationToken.None));
    }

    [Fact]
    public async Task Evidence_that_does_not_come_along_is_none()
    {
        await _world.SucceedAsync("publish");
        var image = (await DigestAsync(_repository.Head[..7]))!;
        SigningKey.Create(_repository.Path);
        await SignAsync(image, "signing");
        await _world.SucceedAsync("copy", $"{Image}@{image}", $"{_server.Root}/other:1");
        Configure("production: { evidence: [signature: { key: signing.pub }] }");
        _repository.Write("plimsoll.yml", File.ReadAllText(Path.Combine(_repository.Path, "plimsoll.yml")).Replace("image: shop/web", "image: shop/fresh", StringComparison.Ordinal));

        string[] copy = ["copy", $"{_server.Root}/other@{image}", $"{_server.Root}/shop/fresh:production"];
        Assert.Contains("missing-evidence", await _world.FailAsync(ExitCode.PolicyViolation, [.. copy, "--no-referrers"]), StringComparison.Ordinal);
        Assert.Contains("missing-evidence", await _world.FailAsync(ExitCode.PolicyViolation, "publish", $"{_server.Root}/other@{image}", "-e", "production", "--no-referrers"), StringComparison.Ordinal);
        await _world.SucceedAsync("publish", $"{_server.Root}/other@{image}", "-e", "production");
        await _world.SucceedAsync(copy);
    }

    /// <summary>Whoever may write to the registry moves the tag, and attaches a receipt by which it was a rollback that is to be completed.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_forged_receipt_of_a_rollback_holds_no_good_image(bool isFreshClone)
    {
        SigningKey.Create(_repository.Path);
        Configure("live: { evidence: [signature: { key: signing.pub }] }");
        var images = new List<string>();
        foreach (var content in (string[])["zero", "good"])
        {
            Commit(content);
            await _world.SucceedAsync("publish", "-e", "live", "--sign-key", "signing.pem");
            images.Add((await DigestAsync("live"))!);
            _world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var good = Digest.Parse(images[1]);
        Commit("evil");
        await _world.SucceedAsync("publish");
        var repository = _client.Repository(ImageReference.Parse(Image), RepositoryAccess.Push);
        var evil = await repository.GetManifestAsync(_repository.Head[..7], CancellationToken.None);
        await repository.PutManifestAsync(evil, "live", CancellationToken.None);
        var time = Contexts.Now.AddHours(1);
        var hold = new Hold("", Image, "live", good, null, ["live"], time, "mallory", null, null).Named();
        await ReceiptReferrer.AttachAsync(
            repository,
            SampleReceipts.Create(version: null, "live", time) with
            {
                Kind = ReceiptKind.Rollback,
                Destination = Image,
                Digest = evil.Descriptor.Digest,
                Hold = hold,
                Tags = [new ReceiptTag("live", StrategyNames.Environment, Mutability.Moving, TagAction.Move, good, evil.Descriptor.Digest)],
            },
            CancellationToken.None);
        if (isFreshClone)
            DeleteReceipts();

        Assert.Contains("missing-evidence", await _world.FailAsync(ExitCode.PolicyViolation, "rollback", "-e", "live", "--to", evil.Descriptor.Digest.ToString()), StringComparison.Ordinal);
        await _world.SucceedAsync("rollback", "-e", "live", "--to", "previous");

        Assert.Equal(good.ToString(), await DigestAsync("live"));
        Assert.Empty(await HoldReferrer.ReadAsync(repository, good, CancellationToken.None));
        Assert.Equal(evil.Descriptor.Digest, Assert.Single(await HoldReferrer.ReadAsync(repository, evil.Descriptor.Digest, CancellationToken.None)).Hold!.Digest);
    }

    [Fact]
    public async Task A_tag_that_another_rule_derives_is_no_way_around()
    {
        _repository.Write("plimsoll.yml", $"image: shop/web\nregistry: {_server.Root}\nsource: files:out\ntags: [raw: production]\nenvironments: {{ staging: {{}}, production: {{ requires: staging }} }}\n");

        Assert.Contains("required-environment", await _world.FailAsync(ExitCode.PolicyViolation, "publish"), StringComparison.Ordinal);

        Assert.Null(await DigestAsync("production"));
    }

    [Fact]
    public async Task A_prefix_that_makes_another_environments_name_is_refused()
    {
        _repository.Write("plimsoll.yml", $"image: shop/web\nregistry: {_server.Root}\nsource: files:out\ntags: [sha, environment: {{ prefix: pro }}]\nenvironments: {{ staging: {{}}, duction: {{}}, production: {{ requires: staging }} }}\n");

        foreach (var verb in (string[])["tags", "plan", "publish"])
            Assert.Contains("would move tag 'production'", await _world.FailAsync(ExitCode.Usage, verb, "-e", "duction"), StringComparison.Ordinal);

        Assert.Null(await DigestAsync("production"));
        await _world.SucceedAsync("publish", "-e", "staging");
    }

    [Fact]
    public async Task A_tag_that_is_an_environments_but_for_its_case_is_refused()
    {
        await _world.SucceedAsync("publish", "-e", "staging");
        var image = await DigestAsync("staging");
        foreach (var arguments in new string[][] { ["tag", $"{Image}@{image}", "Production"], ["copy", $"{Image}@{image}", $"{Image}:PRODUCTION"] })
            Assert.Contains("Write 'production'", await _world.FailAsync(ExitCode.Usage, arguments), StringComparison.Ordinal);
        await _world.SucceedAsync("copy", $"{Image}@{image}", $"{_server.Root}/other:Production");

        _repository.Write("plimsoll.yml", $"image: shop/web\nregistry: {_server.Root}\nsource: files:out\ntags: [raw: Production]\nenvironments: {{ staging: {{}}, production: {{ requires: staging }} }}\n");
        foreach (var verb in (string[])["plan", "publish"])
            Assert.Contains("Write 'production'", await _world.FailAsync(ExitCode.Usage, verb), StringComparison.Ordinal);

        Assert.Null(await DigestAsync("Production"));
    }

    /// <summary>The ways of an image of the place into an environment.</summary>
    private string[][] Ways(string image, string environment = "production") =>
    [
        ["publish", "-e", environment],
        ["promote", image, "--to", environment],
        ["tag", $"{Image}@{image}", environment],
        ["copy", $"{Image}@{image}", $"{Image}:{environment}"],
    ];

    private void Configure(params string[] environments) =>
        _repository.Write("plimsoll.yml", $"image: shop/web\nregistry: {_server.Root}\nsource: files:out\nenvironments:\n{string.Join('\n', environments.Select(environment => $"  {environment}"))}\n");

    private async Task SignAsync(string image, string key)
    {
        var repository = _client.Repository(ImageReference.Parse(Image), RepositoryAccess.Push);
        var descriptor = (await repository.ResolveAsync(image, CancellationToken.None))!;
        using var signer = new SignerFactory(_ => null, _repository.Path, TimeProvider.System).Open(KeyReference.Parse($"{key}.pem"));
        foreach (var there in new[] { repository, _client.Repository(ImageReference.Parse($"{_server.Root}/other"), RepositoryAccess.Push) })
            if (await there.ResolveAsync(image, CancellationToken.None) is not null)
                await BundleArtifact.Create(await BundleSigner.SignImageAsync(descriptor.Digest, signer, CancellationToken.None), descriptor, DateTimeOffset.UnixEpoch).PutAsync(there, tag: null, CancellationToken.None);
    }

    private void DeleteReceipts() => Directory.Delete(ReceiptFile.FolderIn(_repository.Path), recursive: true);

    private string Commit(string content)
    {
        _repository.Write("out/app", content);
        return _repository.Commit(content, "app.txt");
    }

    private async Task<string?> DigestAsync(string tag) =>
        (await _client.Repository(ImageReference.Parse(Image)).ResolveAsync(tag, CancellationToken.None))?.Digest.ToString();
}
