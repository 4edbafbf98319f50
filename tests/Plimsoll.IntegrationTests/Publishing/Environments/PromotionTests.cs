using Plimsoll.IntegrationTests.Copying;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Publishing.Environments;

/// <summary>What was tried in one registry comes to production in another.</summary>
public sealed class PromotionTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Another_client_finds_the_same_bytes_and_all_that_belongs_to_them()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var signature = SmallImage.CreateArtifact(world.Index.Manifest.Descriptor, "application/vnd.dev.cosign.artifact.sig.v1+json", "signature");
        var sbom = SmallImage.CreateArtifact(world.Index.Image(1).Descriptor, "application/vnd.example.sbom", "sbom of arm64");
        var ofSbom = SmallImage.CreateArtifact(sbom.Manifest.Descriptor, "application/vnd.example.signature", "signature of the sbom");
        foreach (var artifact in new[] { signature, sbom, ofSbom })
            await world.AttachAsync(artifact, world.TrialName);
        var (tag, childTag) = ($"sha256-{world.Image.Hex}.sig", $"sha256-{world.Index.Image(0).Descriptor.Digest.Hex}.att");
        await world.AttachAsync(SmallImage.Create("signatures as cosign 2 keeps them"), world.TrialName, tag);
        await world.AttachAsync(SmallImage.Create("attestations of amd64"), world.TrialName, childTag);

        var receipt = await world.PromoteAsync($"{world.TrialName}:2.1.0");

        foreach (var name in new[] { "production", "2.1.0" })
            Assert.Equal(await PromotionWorld.RawAsync($"{world.TrialName}:2.1.0"), await PromotionWorld.RawAsync($"{world.ProductionName}:{name}"));
        Assert.Equal(world.Image.ToString(), await OtherEnd.SkopeoAsync("inspect", "--format", "{{.Digest}}", "--tls-verify=false", $"docker://{world.ProductionName}:production"));
        Assert.Equal(await PromotionWorld.RawAsync($"{world.TrialName}:{tag}"), await PromotionWorld.RawAsync($"{world.ProductionName}:{tag}"));
        Assert.Equal(await PromotionWorld.RawAsync($"{world.TrialName}:{childTag}"), await PromotionWorld.RawAsync($"{world.ProductionName}:{childTag}"));
        foreach (var (subject, artifact) in new[] { (world.Image, signature), (world.Index.Image(1).Descriptor.Digest, sbom), (sbom.Manifest.Descriptor.Digest, ofSbom) })
        {
            var listed = Assert.Single(await world.WithAsync(world.ProductionName, async repository => await repository.GetReferrersAsync(subject, null, None)));
            Assert.Equal(artifact.Manifest.Descriptor.Digest, listed.Digest);
            Assert.Equal(await PromotionWorld.RawAsync($"{world.TrialName}@{listed.Digest}"), await PromotionWorld.RawAsync($"{world.ProductionName}@{listed.Digest}"));
        }

        // Every platform can be pulled whole.
        using var folder = new TempDirectory();
        await OtherEnd.SkopeoAsync("copy", "--all", "--quiet", "--src-tls-verify=false", $"docker://{world.ProductionName}:production", $"oci:{folder["copy"]}:production");

        Assert.Equal((ReceiptKind.Promote, $"{world.TrialName}@{world.Image}", world.ProductionName, "production", "2.1.0"), (receipt.Kind, receipt.From, receipt.Destination, receipt.Environment, receipt.Version));
        Assert.Equal([("2.1.0", TagAction.Create), ("production", TagAction.Create)], receipt.Tags.Select(change => (change.Tag, change.Action)));
        Assert.All(receipt.Blobs, blob => Assert.Equal(BlobOutcome.Sent, blob.Outcome));
    }

    [Fact]
    public async Task What_is_there_already_is_not_written_again_but_new_signatures_are()
    {
        await using var world = await PromotionWorld.CreateAsync();
        await world.PromoteAsync($"{world.TrialName}:2.1.0");
        world.Requests.Clear();

        var second = await world.PromoteAsync($"{world.TrialName}:2.1.0");
        Assert.Empty(world.Writes);
        Assert.All(second.Tags, tag => Assert.Equal(TagAction.Unchanged, tag.Action));

        await world.AttachAsync(SmallImage.CreateArtifact(world.Index.Manifest.Descriptor), world.TrialName);
        await world.PromoteAsync($"{world.TrialName}:2.1.0");
        Assert.Single(await world.WithAsync(world.ProductionName, async repository => await repository.GetReferrersAsync(world.Image, null, None)));
    }

    [Fact]
    public async Task A_signature_that_was_added_under_cosigns_tag_comes_too_and_one_made_at_the_destination_stays()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var tag = $"sha256-{world.Image.Hex}.sig";
        var (first, second) = (SmallImage.Create("first"), SmallImage.Create("second"));
        var both = new SmallImage(
            ((ImageManifest)first.Manifest.Parse() with { Layers = [.. new[] { first, second }.SelectMany(image => ((ImageManifest)image.Manifest.Parse()).Layers)] }).Serialize(),
            first.Blobs.Concat(second.Blobs).ToDictionary());
        await world.AttachAsync(first, world.TrialName, tag);
        await world.PromoteAsync($"{world.TrialName}:2.1.0");

        await world.AttachAsync(both, world.TrialName, tag);
        await world.PromoteAsync($"{world.TrialName}:2.1.0");
        Assert.Equal(both.Manifest.Descriptor.Digest, await world.DigestAsync(world.ProductionName, tag));

        await world.AttachAsync(first, world.TrialName, tag);
        await world.PromoteAsync($"{world.TrialName}:2.1.0");
        Assert.Equal(both.Manifest.Descriptor.Digest, await world.DigestAsync(world.ProductionName, tag));
    }

    [Fact]
    public async Task Within_a_repository_only_the_tag_is_written()
    {
        await using var world = await PromotionWorld.CreateAsync();

        await world.PromoteAsync($"{world.TrialName}:2.1.0", request => request with { Destination = null });

        Assert.Equal(world.Image, await world.DigestAsync(world.TrialName, "production"));
        Assert.Equal(["PUT /v2/acme/app/manifests/production"], world.Writes);
    }

    [Fact]
    public async Task A_layout_is_promoted_to_a_registry()
    {
        await using var world = await PromotionWorld.CreateAsync();
        using var folder = new TempDirectory();
        await OtherEnd.SkopeoAsync("copy", "--all", "--quiet", "--src-tls-verify=false", $"docker://{world.TrialName}:2.1.0", $"oci:{folder["layout"]}:2.1.0");

        await world.PromoteAsync($"oci:{folder["layout"]}:2.1.0");

        Assert.Equal(world.Image, await world.DigestAsync(world.ProductionName, "production"));
    }

    [Theory]
    [InlineData(":staging")]
    [InlineData("")]
    public async Task Production_takes_no_reference_that_moves(string end)
    {
        await using var world = await PromotionWorld.CreateAsync();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PromoteAsync(world.TrialName + end));

        Assert.Equal(ErrorKind.Policy, exception.Kind);
        Assert.Contains("mutable-tag", exception.Message, StringComparison.Ordinal);
        Assert.Empty(world.Requests.Lines);
    }

    [Fact]
    public async Task Production_takes_a_digest_and_gets_its_pointer_alone()
    {
        await using var world = await PromotionWorld.CreateAsync();

        var receipt = await world.PromoteAsync($"{world.TrialName}:staging@{world.Image}");

        Assert.Equal("production", Assert.Single(receipt.Tags).Tag);
        Assert.Equal(["production"], await world.WithAsync(world.ProductionName, async repository => await repository.ListTagsAsync(None).ToListAsync()));
    }

    [Fact]
    public async Task Other_environments_take_what_a_tag_names_now()
    {
        await using var world = await PromotionWorld.CreateAsync(null, "main");

        await world.PromoteAsync($"{world.TrialName}:main", request => request with { Environment = "staging", Rules = new TagRules() });

        Assert.Equal(world.Image, await world.DigestAsync(world.ProductionName, "staging"));
        Assert.Null(await world.DigestAsync(world.ProductionName, "main"));
    }

    [Fact]
    public async Task A_tag_that_does_not_name_the_digest_given_is_a_conflict()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var other = InMemoryImage.Create(null, ("other", "other"));
        await world.PushAsync(other, other.Manifest, world.TrialName, "staging");

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PromoteAsync($"{world.TrialName}:staging@{world.Image}"));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.Contains(other.Manifest.Descriptor.Digest.ToString(), exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_environment_before_must_have_the_image(bool hasAnother)
    {
        await using var world = await PromotionWorld.CreateAsync(null, "2.1.0");
        var other = InMemoryImage.Create(null, ("other", "other"));
        if (hasAnother)
            await world.PushAsync(other, other.Manifest, world.TrialName, "staging");

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PromoteAsync($"{world.TrialName}:2.1.0", request => request with { Requires = ["staging"] }));

        Assert.Equal(ErrorKind.Policy, exception.Kind);
        Assert.Contains(world.Image.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains(hasAnother ? other.Manifest.Descriptor.Digest.ToString() : "nothing", exception.Message, StringComparison.Ordinal);
        Assert.Empty(world.Writes);

        await world.PromoteAsync($"{world.TrialName}:2.1.0", request => request with { Environment = "staging", Destination = null, Rules = new TagRules() });
        await world.PromoteAsync($"{world.TrialName}:2.1.0", request => request with { Requires = ["staging"] });
        Assert.Equal(world.Image, await world.DigestAsync(world.ProductionName, "production"));
    }

    [Fact]
    public async Task A_version_that_names_another_image_at_the_destination_stops_everything()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var other = InMemoryImage.Create(null, ("other", "other"));
        await world.PushAsync(other, other.Manifest, world.ProductionName, "2.1.0", "production");

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PromoteAsync($"{world.TrialName}:2.1.0"));

        Assert.Equal(ErrorKind.Conflict, exception.Kind);
        Assert.All([world.Image, other.Manifest.Descriptor.Digest], digest => Assert.Contains(digest.ToString(), exception.Message, StringComparison.Ordinal));
        Assert.Empty(world.Writes);
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        await using var world = await PromotionWorld.CreateAsync();

        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAnyAsync<PlimsollException>(() => world.PromoteAsync($"{world.TrialName}:9.9.9"))).Kind);
    }

    /// <summary>Whichever write fails, production names what it named before, and the next attempt succeeds.</summary>
    [Fact]
    public async Task A_failure_at_any_write_leaves_production_as_it_was()
    {
        await using var world = await PromotionWorld.CreateAsync();
        await world.AttachAsync(SmallImage.CreateArtifact(world.Index.Manifest.Descriptor), world.TrialName);
        var old = InMemoryImage.Create(null, ("old", "old"));
        var failures = 0;
        for (var failing = 1; ; failing++)
        {
            // A repository of its own each time: what the attempt before has sent would be there already.
            var name = $"{world.Production.Host}/release/app{failing}";
            await world.PushAsync(old, old.Manifest, name, "production");
            var written = 0;
            world.BeforeRequest = request => IsWrite(request) && ++written == failing ? throw new HttpRequestException("The connection broke.") : Task.CompletedTask;

            var exception = await Record.ExceptionAsync(() => world.PromoteAsync($"{world.TrialName}:2.1.0", request => request with { Destination = ImageLocation.ForRegistry(ImageReference.Parse(name)) }));

            // An upload is begun anew where it broke, so that not every failure stops the promotion.
            Assert.Equal(exception is null ? world.Image : old.Manifest.Descriptor.Digest, await world.DigestAsync(name, "production"));
            failures += exception is null ? 0 : 1;
            if (written < failing)
                break;
        }

        Assert.True(failures > 5, $"{failures} failures");
    }

    [Fact]
    public async Task A_full_verification_finds_what_production_lost()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var receipt = await world.PromoteAsync($"{world.TrialName}:2.1.0", verification: PublishVerification.Full);
        var lost = receipt.Blobs[^1].Digest;
        using var client = new HttpClient();
        using var answer = await client.DeleteAsync(new Uri($"http://{world.Production.Host}/v2/release/app/blobs/{lost}"));

        await world.PromoteAsync($"{world.TrialName}:2.1.0");
        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PromoteAsync($"{world.TrialName}:2.1.0", verification: PublishVerification.Full));

        Assert.Contains(lost.ToString(), exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hold_refuses_until_it_is_released_whether_the_registry_deletes_or_not(bool allowsDelete)
    {
        await using var world = await PromotionWorld.CreateAsync(new RegistryServerOptions { AllowsDelete = allowsDelete });
        var good = InMemoryImage.Create(null, ("good", "good"));
        await world.PushAsync(good, good.Manifest, world.ProductionName, "2.0.0");
        await world.PromoteAsync($"{world.TrialName}:2.1.0");
        await world.RollBackAsync(good.Manifest.Descriptor.Digest, request => request with { Reason = "it leaks" });
        world.Requests.Clear();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PromoteAsync($"{world.TrialName}:2.1.0"));
        Assert.Empty(world.Writes);
        var receipt = await world.PromoteAsync($"{world.TrialName}:2.1.0", request => request with { ReleaseHold = true });
        await world.PushAsync(good, good.Manifest, world.ProductionName, "production");
        await world.PromoteAsync($"{world.TrialName}:2.1.0");

        Assert.Equal(ErrorKind.Policy, exception.Kind);
        Assert.All(["ann", "it leaks", "2026-05-19T"], word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
        Assert.Single(receipt.ReleasedHolds);
        Assert.Equal(world.Image, await world.DigestAsync(world.ProductionName, "production"));
    }

    [Fact]
    public async Task A_hold_goes_where_the_image_goes()
    {
        await using var world = await PromotionWorld.CreateAsync();
        var good = InMemoryImage.Create(null, ("good", "good"));
        await world.PushAsync(good, good.Manifest, world.TrialName, "2.0.0");
        await world.PushAsync(world.Index, world.Index.Manifest, world.TrialName, "production");
        await world.RollBackAsync(good.Manifest.Descriptor.Digest, request => request with { Destination = ImageLocation.ForRegistry(ImageReference.Parse(world.TrialName)) });

        Assert.Equal(ErrorKind.Policy, (await Assert.ThrowsAsync<PlimsollException>(() => world.PromoteAsync($"{world.TrialName}:2.1.0"))).Kind);

        // To another environment it may go, and takes its hold along.
        await world.PromoteAsync($"{world.TrialName}:2.1.0", request => request with { Environment = "qa", Rules = new TagRules() });
        var exception = await Assert.ThrowsAsync<PlimsollException>(() => world.PromoteAsync($"{world.ProductionName}:2.1.0"));
        Assert.Contains(world.TrialName, exception.Message, StringComparison.Ordinal);
    }

    private static bool IsWrite(HttpRequestMessage request) => request.Method != HttpMethod.Get && request.Method != HttpMethod.Head;
}
