using System.Net;
using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Sboms;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Statements.Provenance;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing;

/// <summary>What publishing states about an image, and attaches to it before any tag names it.</summary>
public class ProvenanceTests
{
    private const string Kind = "provenance (SLSA v1)";

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Provenance_comes_after_the_image_and_before_the_first_tag()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var receipt = await world.PublishAsync(Made);

        var attached = Assert.Single(receipt.Attached!);
        Assert.Equal((Kind, null), (attached.Kind, attached.Failure));
        Assert.Equal(new Dictionary<string, int> { [Kind] = 1 }, receipt.Referrers);
        var manifests = world.Requests.Lines.Where(line => line.StartsWith("PUT", StringComparison.Ordinal) && line.Contains("/manifests/", StringComparison.Ordinal)).Select(line => line.Split('/')[^1]).ToList();
        Assert.Equal([receipt.Digest!.ToString(), attached.Digest!.ToString(), Referrer.GetTag(receipt.Digest), "2.1.0"], manifests.Take(4));
        Assert.Equal("latest", manifests[^1]);
    }

    [Fact]
    public async Task It_states_the_run_the_commit_the_parameters_and_the_base_and_no_secret()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var below = InMemoryImage.Create();
        var name = ImageReference.Parse($"{world.Registry.Root}/acme/base:1.0");
        await using (var services = world.Services())
        {
            await ImageCopier.CopyAsync(below, below.Manifest, services.OpenRegistry(name), null, None);
            await services.OpenRegistry(name).PutManifestAsync(below.Manifest, "1.0", None);
        }

        foreach (var (variable, value) in new Dictionary<string, string>
        {
            ["GITHUB_ACTIONS"] = "true", ["GITHUB_SERVER_URL"] = "https://github.com", ["GITHUB_REPOSITORY"] = "acme/app", ["GITHUB_RUN_ID"] = "77", ["GITHUB_RUN_ATTEMPT"] = "2",
            ["GITHUB_SHA"] = world.Repository.Head, ["GITHUB_REF"] = "refs/tags/v2.1.0", ["GITHUB_WORKFLOW_REF"] = "acme/app/.github/workflows/ci.yml@refs/tags/v2.1.0", ["GITHUB_TOKEN"] = "s3cr3t-password",
        })
            world.Variables[variable] = value;

        var receipt = await world.PublishAsync(request => Made(request) with { Base = ImageLocation.ForRegistry(name), Environment = "staging" });

        var statement = await ReadAsync(world, receipt);
        Assert.True(statement.IsAbout(receipt.Digest!));
        Assert.Equal($"{world.Registry.Root}/acme/app", Assert.Single(statement.Subjects).Name);
        using var predicate = JsonDocument.Parse(statement.Predicate);
        var definition = predicate.RootElement.GetProperty("buildDefinition");
        Assert.Equal("https://plimsoll.dev/publish/v1", definition.GetProperty("buildType").GetString());
        var parameters = definition.GetProperty("externalParameters");
        Assert.Equal(("files", "2.1.0", "staging", name.FamiliarName + ":1.0"), (parameters.GetProperty("build").GetString(), parameters.GetProperty("version").GetString(), parameters.GetProperty("environment").GetString(), parameters.GetProperty("base").GetString()?.Replace("docker://", "", StringComparison.Ordinal)));
        var dependencies = definition.GetProperty("resolvedDependencies").EnumerateArray().Select(ReadDigest).ToList();
        Assert.Equal([("gitCommit", world.Repository.Head), ("sha256", below.Manifest.Descriptor.Digest.Hex)], dependencies);
        Assert.Equal("git+https://github.com/acme/app@refs/tags/v2.1.0", definition.GetProperty("resolvedDependencies")[0].GetProperty("uri").GetString());
        var claims = ProvenanceClaims.Read(statement)!;
        Assert.Equal(("https://github.com/acme/app/.github/workflows/ci.yml@refs/tags/v2.1.0", "https://github.com/acme/app/actions/runs/77/attempts/2"), (claims.BuilderId, claims.InvocationId));
        Assert.DoesNotContain("s3cr3t", System.Text.Encoding.UTF8.GetString(statement.Predicate.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_publishing_asks_for_each_tag_and_nothing_else()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync(Made);
        world.Requests.Clear();

        var second = await world.PublishAsync(Made);

        Assert.Empty(world.Writes);
        Assert.DoesNotContain(world.Requests.Lines, line => line.Contains("referrers", StringComparison.Ordinal) || line.Contains("sha256-", StringComparison.Ordinal));
        Assert.Null(second.Attached);
    }

    [Fact]
    public async Task A_run_that_broke_off_before_its_provenance_is_completed_by_the_next_and_one_after_it_is_not_repeated()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var isBroken = true;
        world.AnswerInstead = request => isBroken && request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.EndsWith("/manifests/2.1.0", StringComparison.Ordinal) ? new HttpResponseMessage(HttpStatusCode.InternalServerError) : null;
        await world.PublishAsync(request => request with { ByDigest = true });

        await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync(Made));
        isBroken = false;
        var last = await world.PublishAsync(Made);

        Assert.Null(last.Attached);
        Assert.NotNull((await ReadAsync(world, last)).Predicate.ToArray());
    }

    [Fact]
    public async Task With_SOURCE_DATE_EPOCH_the_statement_is_the_same_whenever_it_is_made()
    {
        await using var world = await PublishingWorld.CreateAsync();
        world.Variables["SOURCE_DATE_EPOCH"] = "1700000000";

        var one = await world.PublishAsync(request => Made(request) with { Registry = world.Registry.Root });
        using var layout = new TempDirectory();
        var other = await world.PublishAsync(request => Made(request) with { Registry = null, Image = $"oci:{layout["app"]}" });

        Assert.Equal(one.Digest, other.Digest);
        using var predicate = JsonDocument.Parse((await ReadAsync(world, one)).Predicate);
        Assert.Equal("2023-11-14T22:13:20Z", predicate.RootElement.GetProperty("runDetails").GetProperty("metadata").GetProperty("finishedOn").GetString());
        var referrer = Assert.Single(await OciLayout.Open(layout["app"]).GetReferrersAsync(other.Digest!, Statement.MediaType, None));
        Assert.Equal(Assert.Single(other.Attached!).Digest, referrer.Digest);
    }

    [Fact]
    public async Task A_registry_that_takes_no_artifacts_is_warned_about_and_the_image_is_published()
    {
        await using var world = await PublishingWorld.CreateAsync();
        world.AnswerInstead = RefuseArtifacts(world);

        await using var services = world.Services();
        var report = await new Publisher(services).PublishAsync([world.Request(Made)], world.Options);

        var receipt = Assert.Single(report.Receipts);
        Assert.NotNull(Assert.Single(receipt.Attached!).Failure);
        Assert.Null(receipt.Referrers);
        Assert.Contains(report.Warnings, warning => warning.StartsWith($"{Kind} could not be attached", StringComparison.Ordinal));
        Assert.Equal(receipt.Digest!.ToString(), await world.DigestAsync("latest"));
    }

    [Fact]
    public async Task Where_it_is_required_nothing_is_tagged_without_it()
    {
        await using var world = await PublishingWorld.CreateAsync();
        world.AnswerInstead = RefuseArtifacts(world);

        var failure = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync(request => request with { Provenance = ProvenanceMode.Required }));

        Assert.Contains("is required", failure.Message, StringComparison.Ordinal);
        Assert.Null(await world.DigestAsync("2.1.0"));
        Assert.Null(await world.DigestAsync("latest"));
    }

    [Fact]
    public async Task Provenance_that_the_image_brings_is_kept_and_no_other_is_made()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var folder = new TempDirectory();
        var image = AttestedImage.Create(InMemoryImage.Create());
        var layout = OciLayout.OpenOrCreate(folder["layout"]);
        await ImageCopier.CopyAsync(image, image.Manifest, layout, null, None);
        await layout.PutManifestAsync(image.Manifest, "1", None);

        var plan = await world.PlanAsync(request => Made(request) with { Source = ImageLocation.Parse($"oci:{folder["layout"]}:1") });
        var receipt = await world.PublishAsync(request => Made(request) with { Source = ImageLocation.Parse($"oci:{folder["layout"]}:1") });

        Assert.Null(plan.Attachments);
        Assert.Null(receipt.Attached);
        Assert.Equal(new Dictionary<string, int> { ["provenance (SLSA v0.2)"] = 1 }, receipt.Referrers);
    }

    [Fact]
    public async Task What_is_published_on_from_a_layout_carries_its_provenance_along()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var layout = new TempDirectory();
        var first = await world.PublishAsync(request => Made(request) with { Registry = null, Image = $"oci:{layout["app"]}" });

        var receipt = await world.PublishAsync(request => Made(request) with { Source = ImageLocation.Parse($"oci:{layout["app"]}:2.1.0") });

        Assert.Null(receipt.Attached);
        Assert.Equal(new Dictionary<string, int> { [Kind] = 1 }, receipt.Referrers);
        Assert.Equal(Assert.Single(first.Attached!).Digest, Assert.Single(await ReferrersAsync(world, receipt)).Digest);
    }

    [Fact]
    public async Task An_sbom_that_is_made_lists_the_files_and_is_the_same_artifact_each_time()
    {
        await using var world = await PublishingWorld.CreateAsync();

        var plan = await world.PlanAsync(request => request with { Sbom = SbomSetting.Auto });
        var first = await world.PublishAsync(request => request with { Sbom = SbomSetting.Auto });
        var again = await world.PublishAsync(request => request with { Sbom = SbomSetting.Auto, Environment = "staging" });

        Assert.Equal(["SBOM (SPDX)"], plan.Attachments!);
        Assert.Equal(Assert.Single(first.Attached!).Digest, Assert.Single(again.Attached!).Digest);
        var listed = Assert.Single(await ReferrersAsync(world, first), referrer => referrer.ArtifactType == "application/spdx+json");
        await using var services = world.Services();
        var repository = services.OpenRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/app"));
        using var document = JsonDocument.Parse((await AttachedDocument.ReadAsync(repository, listed, "application/spdx+json", 1 << 20, "", None))!);
        Assert.Equal("./hello.txt", Assert.Single(document.RootElement.GetProperty("files").EnumerateArray()).GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task An_sbom_of_a_file_is_attached_byte_for_byte_also_to_what_is_published_already()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var folder = new TempDirectory();
        folder.Write("bom.json", """{ "bomFormat": "CycloneDX", "specVersion": "1.6" }""");
        await world.PublishAsync();

        var receipt = await world.PublishAsync(request => request with { Sbom = SbomSetting.FromFile(folder["bom.json"]) });

        Assert.All(receipt.Tags, tag => Assert.Equal(TagAction.Unchanged, tag.Action));
        var listed = Assert.Single(await ReferrersAsync(world, receipt));
        await using var services = world.Services();
        var repository = services.OpenRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/app"));
        Assert.Equal(File.ReadAllBytes(folder["bom.json"]), await AttachedDocument.ReadAsync(repository, listed, "application/vnd.cyclonedx+json", 1 << 20, "", None));
    }

    [Fact]
    public async Task A_registry_that_does_not_take_it_is_warned_about_with_the_setting_that_makes_none()
    {
        await using var world = await PublishingWorld.CreateAsync();
        world.AnswerInstead = RefuseArtifacts(world);

        await using var services = world.Services();
        var report = await new Publisher(services).PublishAsync([world.Request(Made)], world.Options);

        Assert.Contains(report.Warnings, warning => warning.Contains("'provenance' to false", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_image_from_a_registry_must_bring_the_provenance_that_is_required(bool brings)
    {
        await using var world = await PublishingWorld.CreateAsync();
        var from = ImageLocation.ForRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/from:1"));
        await using (var services = world.Services())
        {
            var (image, plain) = (AttestedImage.Create(InMemoryImage.Create()), InMemoryImage.Create());
            var repository = services.OpenRegistry(from.Reference!);
            if (brings)
                await ImageCopier.CopyAsync(image, image.Manifest, repository, null, None);
            else
                await ImageCopier.CopyAsync(plain, plain.Manifest, repository, null, None);
            await repository.PutManifestAsync(brings ? image.Manifest : plain.Manifest, "1", None);
        }

        world.Requests.Clear();
        var publish = () => world.PublishAsync(request => request with { Source = from, Provenance = ProvenanceMode.Required });

        if (brings)
        {
            Assert.Null((await publish()).Attached);
            return;
        }

        var failure = await Assert.ThrowsAnyAsync<PlimsollException>(publish);
        Assert.Equal(ErrorKind.Policy, failure.Kind);
        Assert.Contains("provenance is required", failure.Message, StringComparison.Ordinal);
        Assert.Empty(world.Writes);
        Assert.Contains((await world.PlanAsync(request => request with { Source = from, Provenance = ProvenanceMode.Required })).Findings, finding => finding.Rule == "missing-evidence");
    }

    [Theory]
    [InlineData(ProvenanceMode.Attached)]
    [InlineData(ProvenanceMode.None)]
    public async Task A_reused_or_kept_image_must_have_the_provenance_that_is_required(ProvenanceMode first)
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.PublishAsync(request => request with { Provenance = first });
        world.SetContent("another build of the same commit");

        var reuse = () => world.PublishAsync(request => request with { Reuse = true, Environment = "staging", Provenance = ProvenanceMode.Required });
        var keep = () => world.PublishAsync(request => request with { Environment = "test", Provenance = ProvenanceMode.Required });

        if (first == ProvenanceMode.Attached)
        {
            await reuse();
            Assert.NotNull((await keep()).Kept);
            return;
        }

        Assert.Contains("is reused from another run", (await Assert.ThrowsAnyAsync<PlimsollException>(reuse)).Message, StringComparison.Ordinal);
        Assert.Contains("is kept from another run", (await Assert.ThrowsAnyAsync<PlimsollException>(keep)).Message, StringComparison.Ordinal);
        Assert.Null(await world.DigestAsync("staging"));
        Assert.Null(await world.DigestAsync("test"));
    }

    [Fact]
    public async Task An_sbom_that_cannot_be_attached_leaves_nothing_behind()
    {
        await using var world = await PublishingWorld.CreateAsync();
        world.AnswerInstead = RefuseArtifacts(world);

        var failure = await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PublishAsync(request => Made(request) with { Sbom = SbomSetting.Auto }));

        Assert.StartsWith("SBOM (SPDX) is required", failure.Message, StringComparison.Ordinal);
        Assert.Single(world.Requests.Lines, line => line.StartsWith("PUT", StringComparison.Ordinal) && line.Contains("/manifests/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_sbom_of_this_runs_image_is_not_attached_to_the_image_that_is_kept(bool hasOne)
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var folder = new TempDirectory();
        folder.Write("bom.json", """{ "bomFormat": "CycloneDX", "specVersion": "1.6" }""");
        await world.PublishAsync(request => request with { Sbom = hasOne ? SbomSetting.Auto : null });
        world.SetContent("another build of the same commit");

        var publish = () => world.PublishAsync(request => request with { Environment = "staging", Sbom = SbomSetting.FromFile(folder["bom.json"]) });

        if (hasOne)
        {
            Assert.Null((await publish()).Attached);
            return;
        }

        var failure = await Assert.ThrowsAnyAsync<PlimsollException>(publish);
        Assert.Contains("was made of the image of this run", failure.Message, StringComparison.Ordinal);
        Assert.Null(await world.DigestAsync("staging"));
        Assert.Equal("SBOM (SPDX)", Assert.Single((await world.PublishAsync(request => request with { Environment = "staging", Sbom = SbomSetting.Auto })).Attached!).Kind);
    }

    [Fact]
    public async Task An_image_that_was_found_is_not_said_to_be_made_of_the_commit_and_no_path_of_this_machine_is_told()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var layout = new TempDirectory();
        await SmallImage.Create().PushAsync(OciLayout.OpenOrCreate(layout["small"]), "1");

        var receipt = await world.PublishAsync(request => Made(request) with { Source = ImageLocation.Parse($"oci:{layout["small"]}:1") });

        using var predicate = JsonDocument.Parse((await ReadAsync(world, receipt)).Predicate);
        var definition = predicate.RootElement.GetProperty("buildDefinition");
        Assert.Equal(world.Repository.Head, definition.GetProperty("externalParameters").GetProperty("commit").GetString());
        Assert.False(definition.GetProperty("externalParameters").TryGetProperty("input", out _));
        Assert.Equal("sha256", ReadDigest(Assert.Single(definition.GetProperty("resolvedDependencies").EnumerateArray())).Algorithm);
        Assert.DoesNotContain("..", predicate.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(layout.Path, predicate.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_branch_that_is_built_is_named_also_where_a_tag_is_at_its_commit()
    {
        await using var world = await PublishingWorld.CreateAsync();
        world.Repository.Run("remote", "add", "origin", "https://github.com/acme/app.git");
        foreach (var (variable, value) in new Dictionary<string, string>
        {
            ["GITHUB_ACTIONS"] = "true", ["GITHUB_SERVER_URL"] = "https://github.com", ["GITHUB_REPOSITORY"] = "acme/app", ["GITHUB_RUN_ID"] = "77", ["GITHUB_SHA"] = world.Repository.Head, ["GITHUB_REF"] = "refs/heads/main",
        })
            world.Variables[variable] = value;

        var receipt = await world.PublishAsync(Made);

        using var predicate = JsonDocument.Parse((await ReadAsync(world, receipt)).Predicate);
        Assert.Equal("git+https://github.com/acme/app@refs/heads/main", predicate.RootElement.GetProperty("buildDefinition").GetProperty("resolvedDependencies")[0].GetProperty("uri").GetString());
    }

    private static PublishRequest Made(PublishRequest request) => request with { Provenance = ProvenanceMode.Attached };

    private static Func<HttpRequestMessage, HttpResponseMessage?> RefuseArtifacts(PublishingWorld world)
    {
        var isImage = false;
        return request =>
        {
            if (request.Method != HttpMethod.Put || !request.RequestUri!.AbsolutePath.Contains("/manifests/sha256:", StringComparison.Ordinal))
                return null;
            if (!isImage)
            {
                isImage = true;
                return null;
            }

            return new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"errors":[{"code":"MANIFEST_INVALID","message":"artifacts are not supported"}]}""") };
        };
    }

    private static (string Algorithm, string Hex) ReadDigest(JsonElement dependency)
    {
        var digest = Assert.Single(dependency.GetProperty("digest").EnumerateObject());
        return (digest.Name, digest.Value.GetString()!);
    }

    private static async Task<IReadOnlyList<Descriptor>> ReferrersAsync(PublishingWorld world, ImageReceipt receipt)
    {
        await using var services = world.Services();
        return await services.OpenRegistry(ImageReference.Parse(receipt.Destination)).GetReferrersAsync(receipt.Digest!, artifactType: null, None);
    }

    private static async Task<Statement> ReadAsync(PublishingWorld world, ImageReceipt receipt)
    {
        var listed = Assert.Single(await ReferrersAsync(world, receipt), referrer => referrer.Annotations!["in-toto.io/predicate-type"] == PredicateTypes.SlsaProvenance1);
        await using var services = world.Services();
        var repository = services.OpenRegistry(ImageReference.Parse(receipt.Destination));
        return Statement.Parse((await AttachedDocument.ReadAsync(repository, listed, Statement.MediaType, 1 << 20, "", None))!);
    }
}
