using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Mirroring;
using Plimsoll.Tags.Versions;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Copying;

/// <summary>Mirrors between two registries.</summary>
public sealed class SyncTests : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private SharedRegistry _from = null!;
    private RegistryServer _to = null!;
    private RequestLog _log = null!;
    private PlimsollHost _host = null!;

    public async Task InitializeAsync()
    {
        _from = await SharedRegistry.OpenAsync();
        _to = await RegistryServer.StartAsync();
        _log = new RequestLog();
        _host = CreateHost(PlimsollConfiguration.Default);
        foreach (var tag in new[] { "1.24.0", "1.25.0", "1.25.1", "1.26.0-rc.1" })
            await SmallImage.Create(tag).PushAsync(Source, tag);
        await SmallImage.Create("1.25.1").PushAsync(Source, "latest");
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _to.DisposeAsync();
        await _from.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private RegistryRepository Source => Open($"{_from.Root}/app");

    private RegistryRepository Mirror => Open($"{_to.Host}/mirror/app");

    private SyncRepository Names => new(ImageLocation.Parse($"{_from.Root}/app"), ImageLocation.Parse($"{_to.Host}/mirror/app"));

    [Fact]
    public async Task The_selected_tags_are_copied_and_a_second_run_writes_nothing()
    {
        var signature = SmallImage.CreateArtifact(SmallImage.Create("1.25.1").Manifest.Descriptor);
        await signature.PushAsync(Source, null);
        var names = Names with { Tags = [new TagSelection { Versions = VersionRange.Parse("^1.25") }, new TagSelection { Match = ["latest"] }] };

        var first = await SyncAsync(names);
        _log.Clear();
        var second = await SyncAsync(names);

        Assert.Equal(["1.25.0", "1.25.1", "latest"], await TagsAsync(Mirror));
        Assert.Equal(["1.25.0 Create", "1.25.1 Create", "latest Create"], Describe(first));
        Assert.Equal(1, first.Tags.Sum(tag => tag.Referrers));
        Assert.Equal(signature.Manifest.Descriptor.Digest, Assert.Single(await Mirror.GetReferrersAsync(SmallImage.Create("1.25.1").Manifest.Descriptor.Digest, null, None)).Digest);
        Assert.Equal(["1.25.0 Unchanged", "1.25.1 Unchanged", "latest Unchanged"], Describe(second));
        Assert.False(second.HasChanges);
        Assert.DoesNotContain(_log.Lines, line => !line.StartsWith("GET", StringComparison.Ordinal) && !line.StartsWith("HEAD", StringComparison.Ordinal));

        // The source is asked for no image: public registries count that.
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("GET", StringComparison.Ordinal) && line.Contains("/app/manifests/", StringComparison.Ordinal) && !line.Contains("/mirror/", StringComparison.Ordinal) && !line.Contains("sha256-", StringComparison.Ordinal) && !line.Contains(signature.Manifest.Descriptor.Digest.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signature_that_comes_later_is_copied()
    {
        await SyncAsync(Names);
        var digest = SmallImage.Create("1.24.0").Manifest.Descriptor;
        await SmallImage.CreateArtifact(digest).PushAsync(Source, null);

        var report = await SyncAsync(Names);

        Assert.Equal(1, report.Tags.Single(tag => tag.Tag == "1.24.0").Referrers);
        Assert.Single(await Mirror.GetReferrersAsync(digest.Digest, null, None));
    }

    [Fact]
    public async Task Signatures_that_cosign_keeps_under_tags_go_with_their_image()
    {
        var signature = $"{Referrer.GetTag(SmallImage.Create("1.25.0").Manifest.Descriptor.Digest)}.sig";
        await SmallImage.Create("signature").PushAsync(Source, signature);
        await SmallImage.Create("other signature").PushAsync(Source, $"{Referrer.GetTag(SmallImage.Create("1.24.0").Manifest.Descriptor.Digest)}.sig");
        var names = Names with { Tags = [new TagSelection { Match = ["1.25.0"] }] };

        await SyncAsync(names);
        await SmallImage.Create("signed again").PushAsync(Source, signature);
        var second = await SyncAsync(names, prune: true);

        Assert.Equal(["1.25.0 Unchanged", $"{signature} Move"], Describe(second));
        Assert.Equal(["1.25.0", signature], await TagsAsync(Mirror));
        Assert.DoesNotContain((await _host.SyncAsync(new SyncRequest { Repositories = [names], Transfer = new CopyOptions { Referrers = false } })).Tags, tag => tag.Tag == signature);
    }

    [Fact]
    public async Task A_moving_tag_moves_an_immutable_one_is_a_conflict_and_the_others_go_on()
    {
        await SyncAsync(Names with { Tags = [new TagSelection { Match = ["1.24.0", "latest"] }] });
        await SmallImage.Create("another").PushAsync(Source, "1.24.0");
        await SmallImage.Create("another").PushAsync(Source, "latest");

        var report = await SyncAsync(Names);

        Assert.Equal(["1.24.0 Conflict", "1.25.0 Create", "1.25.1 Create", "1.26.0-rc.1 Create", "latest Move"], Describe(report));
        Assert.Equal(SmallImage.Create("1.24.0").Manifest.Descriptor.Digest, (await Mirror.ResolveAsync("1.24.0", None))!.Digest);
        Assert.Equal(SmallImage.Create("another").Manifest.Descriptor.Digest, (await Mirror.ResolveAsync("latest", None))!.Digest);
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<PlimsollException>(report.ThrowIfFailed).Kind);
    }

    [Fact]
    public async Task Tags_that_the_policy_lets_move_are_moved()
    {
        await SyncAsync(Names);
        await SmallImage.Create("rebuilt").PushAsync(Source, "1.24.0");
        await using var host = CreateHost(PlimsollConfiguration.Default with { Policy = new PolicyConfiguration { MutableTags = ["1.*"] } });

        var report = await host.SyncAsync(new SyncRequest { Repositories = [Names] });

        report.ThrowIfFailed();
        Assert.Equal(SyncAction.Move, report.Tags.Single(tag => tag.Tag == "1.24.0").Action);
    }

    [Fact]
    public async Task A_plan_writes_nothing_and_tells_what_would_be_sent()
    {
        var report = await _host.SyncAsync(new SyncRequest { Repositories = [Names], IsPlan = true });

        Assert.True(report.HasChanges);
        Assert.Equal(5, report.Tags.Count(tag => tag.Action == SyncAction.Create));
        var image = SmallImage.Create("1.24.0");
        Assert.Equal(image.Blobs.Keys.Sum(blob => blob.Size), report.Tags.Single(tag => tag.Tag == "1.24.0").Bytes);

        // latest is the same image as 1.25.1, and is sent once.
        Assert.Single(report.Tags, tag => tag.Bytes is null);
        Assert.Empty(await TagsAsync(Mirror));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("/mirror/", StringComparison.Ordinal) && !line.StartsWith("GET", StringComparison.Ordinal) && !line.StartsWith("HEAD", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_rules_no_longer_name_is_deleted_only_when_asked_for()
    {
        await SyncAsync(Names);
        await SmallImage.Create("1.24.0").PushAsync(Mirror, "old");
        var names = Names with { Tags = [new TagSelection { Versions = VersionRange.Parse("^1.25") }] };

        var kept = await SyncAsync(names);
        var pruned = await SyncAsync(names, prune: true);

        Assert.DoesNotContain(kept.Tags, tag => tag.Action == SyncAction.Delete);
        Assert.Equal(["1.24.0", "1.26.0-rc.1", "latest", "old"], pruned.Tags.Where(tag => tag.Action == SyncAction.Delete).Select(tag => tag.Tag));

        // This registry deletes no tag whose image has another one that stays.
        Assert.Equal("latest", Assert.Single(pruned.Tags, tag => tag.Failure is not null).Tag);
        Assert.Equal(["1.25.0", "1.25.1", "latest"], await TagsAsync(Mirror));
    }

    [Fact]
    public async Task An_empty_selection_or_source_does_not_empty_the_mirror()
    {
        await SyncAsync(Names);
        var before = await TagsAsync(Mirror);

        var nothing = await SyncAsync(Names with { Tags = [new TagSelection { Match = ["typo-*"] }] }, prune: true);
        var missing = await SyncAsync(Names with { From = ImageLocation.Parse($"{_from.Root}/nowhere") }, prune: true);
        var unreachable = await SyncAsync(Names with { From = ImageLocation.Parse("localhost:1/app") }, prune: true);

        Assert.Equal(ErrorKind.Usage, nothing.Repositories[0].Failure!.Kind);
        Assert.Equal(ErrorKind.NotFound, missing.Repositories[0].Failure!.Kind);
        Assert.Equal(ErrorKind.Transport, unreachable.Repositories[0].Failure!.Kind);
        Assert.Equal(before, await TagsAsync(Mirror));
    }

    [Fact]
    public async Task An_image_that_is_part_of_a_mirrored_index_is_not_deleted()
    {
        var index = await PushIndexAsync();
        await SyncAsync(Names);
        await Mirror.PutManifestAsync(index.Image(0), "amd64-only", None);

        var report = await SyncAsync(Names, prune: true);

        Assert.NotNull(report.Tags.Single(tag => tag.Tag == "amd64-only").Failure);
        Assert.NotNull(await Mirror.ResolveAsync(index.Image(0).Descriptor.Digest.ToString(), None));
    }

    [Fact]
    public async Task Some_platforms_make_an_index_with_the_same_digest_each_time()
    {
        var index = await PushIndexAsync();
        await SmallImage.CreateArtifact(index.Manifest.Descriptor, text: "of the index").PushAsync(Source, null);
        var ofArm = SmallImage.CreateArtifact(index.Image(1).Descriptor, text: "of arm64");
        await ofArm.PushAsync(Source, null);
        var names = Names with { Tags = [new TagSelection { Match = ["multi"] }], Platforms = [Platform.Parse("linux/arm64"), Platform.Parse("linux/riscv64")] };

        var first = await SyncAsync(names);
        var second = await SyncAsync(names);

        var mirrored = await Mirror.GetManifestAsync("multi", None);
        Assert.Equal(index.Image(1).Descriptor.Digest, Assert.Single(((ImageIndex)mirrored.Parse()).Manifests).Digest);
        Assert.Equal(["multi Create"], Describe(first));
        Assert.Equal(["multi Unchanged"], Describe(second));
        Assert.Empty(await Mirror.GetReferrersAsync(mirrored.Descriptor.Digest, null, None));
        Assert.Equal(ofArm.Manifest.Descriptor.Digest, Assert.Single(await Mirror.GetReferrersAsync(index.Image(1).Descriptor.Digest, null, None)).Digest);
    }

    [Fact]
    public async Task Missing_platforms_and_sources_do_not_keep_the_others_from_being_copied()
    {
        await PushIndexAsync();
        var report = await _host.SyncAsync(new SyncRequest
        {
            Repositories =
            [
                new SyncRepository(ImageLocation.Parse($"{_from.Root}/nowhere"), ImageLocation.Parse($"{_to.Host}/mirror/nowhere")),
                Names with { Platforms = [Platform.Parse("linux/amd64")] },
                Names with { To = ImageLocation.Parse($"{_to.Host}/mirror/arm"), Tags = [new TagSelection { Match = ["1.24.0", "multi"] }], Platforms = [Platform.Parse("linux/arm64")] },
            ],
        });

        Assert.NotNull(report.Repositories[0].Failure);
        Assert.DoesNotContain(report.Repositories[1].Tags, tag => tag.Failure is not null);
        Assert.Equal(["1.24.0"], report.Repositories[2].Tags.Where(tag => tag.Failure is not null).Select(tag => tag.Tag));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<PlimsollException>(report.ThrowIfFailed).Kind);
    }

    [Fact]
    public async Task A_mirror_goes_through_a_layout()
    {
        var index = await PushIndexAsync();
        await SmallImage.CreateArtifact(index.Manifest.Descriptor).PushAsync(Source, null);
        var layout = ImageLocation.ForLayout(_folder["app"]);

        var there = await SyncAsync(Names with { To = layout });
        var back = await SyncAsync(Names with { From = layout });

        there.ThrowIfFailed();
        back.ThrowIfFailed();
        Assert.Equal(await TagsAsync(Source), await TagsAsync(OciLayout.Open(_folder["app"])));
        Assert.Equal(await TagsAsync(Source), await TagsAsync(Mirror));
        Assert.Single(await Mirror.GetReferrersAsync(index.Manifest.Descriptor.Digest, null, None));
        Assert.All((await SyncAsync(Names)).Tags, tag => Assert.Equal(SyncAction.Unchanged, tag.Action));
    }

    [Fact]
    public async Task Images_that_are_too_old_are_left_out()
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (tag, days) in new[] { ("3.0.0", 10), ("3.1.0", 200) })
        {
            var image = InMemoryImage.Create(null, (tag, tag)).WithConfig(config => config["created"] = (now - TimeSpan.FromDays(days)).ToString("O"));
            await ImageCopier.CopyAsync(image, image.Manifest, Source, null, None);
            await Source.PutManifestAsync(image.Manifest, tag, None);
        }

        var report = await SyncAsync(Names with { Tags = [new TagSelection { Match = ["3.*", "1.24.0"], Age = TimeSpan.FromDays(90) }] });

        // The image without a date may be new.
        Assert.Equal(["1.24.0 Create", "3.0.0 Create"], Describe(report));
    }

    [Fact]
    public async Task Two_repositories_are_not_mirrored_to_one() =>
        Assert.Equal(ErrorKind.Usage, (await Assert.ThrowsAsync<PlimsollException>(() => _host.SyncAsync(new SyncRequest { Repositories = [Names, Names with { From = ImageLocation.Parse($"{_from.Root}/other") }] }))).Kind);

    [Fact]
    public async Task An_interruption_ends_the_run() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _host.SyncAsync(new SyncRequest { Repositories = [Names] }, new CancellationToken(canceled: true)));

    private static IEnumerable<string> Describe(SyncReport report) => report.Tags.Select(tag => $"{tag.Tag} {tag.Action}").Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<string>> TagsAsync(IImageRepository repository) =>
        [.. (await repository.ListTagsAsync(None).ToListAsync()).Where(tag => !Referrer.IsTag(tag)).Order(StringComparer.Ordinal)];

    private async Task<SyncReport> SyncAsync(SyncRepository names, bool prune = false) => await _host.SyncAsync(new SyncRequest { Repositories = [names], Prune = prune });

    private async Task<InMemoryIndex> PushIndexAsync()
    {
        var index = InMemoryIndex.Create("linux/amd64", "linux/arm64");
        await ImageCopier.CopyAsync(index, index.Manifest, Source, null, None);
        await Source.PutManifestAsync(index.Manifest, "multi", None);
        return index;
    }

    private RegistryRepository Open(string name) => _host.OpenRegistry(ImageReference.Parse(name), RepositoryAccess.Push);

    private PlimsollHost CreateHost(PlimsollConfiguration configuration) => PlimsollHost.CreateDefault(new PlimsollHostOptions
    {
        Configuration = configuration,
        Environment = _ => null,
        ToolVersion = "0.0.0",
        RegistryClient = new RegistryClientOptions { Transport = _log.Wrap, Retry = RetryOptions.None },
    });
}
