using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Execution;
using Plimsoll.Publishing.Sources;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Copying;

/// <summary>What refers to an image goes where the image goes.</summary>
public sealed class ReferrerCopyTests : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly InMemoryIndex _index = InMemoryIndex.Create("linux/amd64", "linux/arm64");
    private readonly SmallImage _ofIndex;
    private readonly SmallImage _ofArm;
    private readonly SmallImage _ofSbom;
    private SharedRegistry? _server;
    private RequestLog _log = null!;
    private PlimsollHost? _opened;

    public ReferrerCopyTests()
    {
        _ofIndex = SmallImage.CreateArtifact(_index.Manifest.Descriptor, "application/vnd.example.signature", "of the index");
        _ofArm = SmallImage.CreateArtifact(_index.Image(1).Descriptor, "application/vnd.example.sbom", "of arm64");
        _ofSbom = SmallImage.CreateArtifact(_ofArm.Manifest.Descriptor, "application/vnd.example.signature", "of the sbom");
    }

    private PlimsollHost Services => _opened!;

    public async Task InitializeAsync()
    {
        _server = await SharedRegistry.OpenAsync();
        _log = new RequestLog(_server);
        _opened = PlimsollHost.CreateDefault(new PlimsollHostOptions
        {
            ConnectEngine = () => throw new InvalidOperationException("No engine is needed here."),
            Environment = _ => null,
            ToolVersion = "0.0.0",
            RegistryClient = new RegistryClientOptions { Transport = _log.Wrap },
        });
        var repository = Open("acme/app");
        await ImageCopier.CopyAsync(_index, _index.Manifest, repository, null, None);
        await repository.PutManifestAsync(_index.Manifest, "1.0", None);
        foreach (var artifact in new[] { _ofIndex, _ofArm, _ofSbom })
            await artifact.PushAsync(repository, null);
    }

    public async Task DisposeAsync()
    {
        if (_opened is not null)
            await _opened.DisposeAsync();
    }

    public void Dispose()
    {
        _folder.Dispose();
    }

    [Theory]
    [InlineData("oci:{0}/layout:1.0")]
    [InlineData("oci-archive:{0}/image.tar:1.0")]
    public async Task Referrers_come_back_with_their_digests_from_every_file_form(string form)
    {
        var files = string.Format(form, _folder.Path);

        var there = await CopyAsync($"{_server!.Root}/acme/app:1.0", files);
        var back = await CopyAsync(files, $"{_server.Root}/acme/back:1.0");

        Assert.Equal(3, there.Referrers.Count);
        Assert.Equal(3, back.Referrers.Count);
        await AssertCarriedAsync("acme/back");
    }

    [Fact]
    public async Task Referrers_go_from_repository_to_repository_once()
    {
        var first = await CopyAsync($"{_server!.Root}/acme/app:1.0", $"{_server.Root}/acme/copy:1.0");
        var second = await CopyAsync($"{_server.Root}/acme/app:1.0", $"{_server.Root}/acme/copy:1.0");

        Assert.All(first.Referrers, copy => Assert.Equal(BlobOutcome.Sent, copy.Outcome));
        Assert.All(second.Referrers, copy => Assert.Equal(BlobOutcome.Present, copy.Outcome));
        await AssertCarriedAsync("acme/copy");
    }

    [Fact]
    public async Task The_image_comes_first_then_what_refers_to_it_and_the_tag_last()
    {
        _log.Clear();

        await CopyAsync($"{_server!.Root}/acme/app:1.0", $"{_server.Root}/acme/copy:1.0");

        var written = _log.Lines.Where(line => line.StartsWith("PUT /v2/acme/copy/manifests/", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [.. new[] { _index.Image(0), _index.Image(1), _index.Image(2), _index.Manifest, _ofArm.Manifest, _ofIndex.Manifest, _ofSbom.Manifest }.Select(manifest => manifest.Descriptor.Digest.ToString()), "1.0"],
            written.Where(line => !line.Contains("/sha256-", StringComparison.Ordinal)).Select(line => line["PUT /v2/acme/copy/manifests/".Length..]));
    }

    [Fact]
    public async Task Another_tag_in_the_same_repository_costs_no_look_at_referrers()
    {
        _log.Clear();

        await CopyAsync($"{_server!.Root}/acme/app:1.0", $"{_server.Root}/acme/app:stable");

        Assert.DoesNotContain(_log.Lines, line => line.Contains("/referrers/", StringComparison.Ordinal) || line.Contains("/sha256-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_platform_takes_only_its_own_along()
    {
        var report = await CopyAsync($"{_server!.Root}/acme/app:1.0", $"{_server.Root}/acme/one:1.0", "linux/arm64");

        Assert.Equal([_ofArm.Manifest.Descriptor.Digest, _ofSbom.Manifest.Descriptor.Digest], report.Referrers.Select(copy => copy.Referrer.Digest));
    }

    [Fact]
    public async Task Other_tools_read_a_layout_with_referrers_by_its_tag()
    {
        await CopyAsync($"{_server!.Root}/acme/app:1.0", $"oci:{_folder["layout"]}:1.0", "linux/amd64");
        await _ofIndex.PushAsync(OciLayout.Open(_folder["layout"]), null);
        await SmallImage.CreateArtifact(_index.Image(0).Descriptor).PushAsync(OciLayout.Open(_folder["layout"]), null);

        var digest = await OtherEnd.SkopeoAsync("inspect", "--format", "{{.Digest}}", $"oci:{_folder["layout"]}:1.0");
        await OtherEnd.SkopeoAsync("copy", "--quiet", "--dest-tls-verify=false", $"oci:{_folder["layout"]}:1.0", $"docker://{_server.Root}/skopeo/app:1.0");

        Assert.Equal(_index.Image(0).Descriptor.Digest.ToString(), digest);
        Assert.NotNull(await Open("skopeo/app").ResolveAsync(digest, None));
    }

    [Fact]
    public async Task Other_tools_read_an_archive_with_referrers_by_its_tag()
    {
        await SmallImage.CreateArtifact(_index.Image(0).Descriptor).PushAsync(Open("acme/app"), null);
        var report = await CopyAsync($"{_server!.Root}/acme/app:1.0", $"oci-archive:{_folder["image.tar"]}:1.0", "linux/amd64");

        await OtherEnd.PodmanAsync(_folder["podman"], "pull", "--quiet", $"oci-archive:{_folder["image.tar"]}:1.0");
        var digest = await OtherEnd.SkopeoAsync("inspect", "--format", "{{.Digest}}", $"oci-archive:{_folder["image.tar"]}:1.0");

        Assert.Single(report.Referrers);
        Assert.Equal(_index.Image(0).Descriptor.Digest.ToString(), digest);
    }

    [Fact]
    public async Task A_layout_made_for_one_image_is_copied_on_without_naming_it()
    {
        await CopyAsync($"{_server!.Root}/acme/app:1.0", $"oci:{_folder["layout"]}:1.0");

        var report = await CopyAsync($"oci:{_folder["layout"]}", $"{_server.Root}/acme/on:1.0");

        Assert.Equal(3, report.Referrers.Count);
        await AssertCarriedAsync("acme/on");
    }

    [Theory]
    [InlineData("oci:{0}/layout:1.0")]
    [InlineData("oci-archive:{0}/image.tar:1.0")]
    public async Task What_cosign_keeps_under_tags_comes_back_from_every_file_form(string form)
    {
        var (files, signature, attestation) = (string.Format(form, _folder.Path), SmallImage.Create("signature"), SmallImage.Create("attestation"));
        var (tag, ofArm) = ($"{Referrer.GetTag(_index.Manifest.Descriptor.Digest)}.sig", $"{Referrer.GetTag(_index.Image(1).Descriptor.Digest)}.att");
        await signature.PushAsync(Open("acme/app"), tag);
        await attestation.PushAsync(Open("acme/app"), ofArm);

        var there = await CopyAsync($"{_server!.Root}/acme/app:1.0", files);
        var back = await CopyAsync(files.Replace(":1.0", "", StringComparison.Ordinal), $"{_server.Root}/acme/back:1.0");

        foreach (var report in new[] { there, back })
            Assert.Equal([ofArm, tag], report.Referrers.Select(copy => copy.Tag).OfType<string>());
        Assert.Equal(signature.Manifest.Descriptor.Digest, (await Open("acme/back").ResolveAsync(tag, None))!.Digest);
        Assert.Equal(attestation.Manifest.Descriptor.Digest, (await Open("acme/back").ResolveAsync(ofArm, None))!.Digest);
        await AssertCarriedAsync("acme/back");
    }

    [Fact]
    public async Task Signatures_of_the_destination_alone_stay_under_cosigns_tag()
    {
        var (tag, theirs) = ($"{Referrer.GetTag(_index.Manifest.Descriptor.Digest)}.sig", SmallImage.Create("signed at the destination"));
        await SmallImage.Create("signed at the source").PushAsync(Open("acme/app"), tag);
        await theirs.PushAsync(Open("acme/copy"), tag);

        var report = await CopyAsync($"{_server!.Root}/acme/app:1.0", $"{_server.Root}/acme/copy:1.0");

        Assert.Equal(theirs.Manifest.Descriptor.Digest, Assert.Single(report.Referrers, copy => copy.Tag == tag).Kept);
        Assert.Equal(theirs.Manifest.Descriptor.Digest, (await Open("acme/copy").ResolveAsync(tag, None))!.Digest);
    }

    [Fact]
    public async Task An_attestation_that_an_index_lists_before_its_image_is_written_after_it()
    {
        var image = SmallImage.Create("an image of BuildKit 0.32");
        var attestation = SmallImage.CreateArtifact(image.Manifest.Descriptor, "application/vnd.docker.attestation.manifest.v1+json", "provenance");
        var index = new ImageIndex(
        [
            attestation.Manifest.Descriptor with { ArtifactType = "application/vnd.docker.attestation.manifest.v1+json", Platform = new Platform("unknown", "unknown") },
            image.Manifest.Descriptor with { Platform = Platform.LinuxAmd64 },
        ])
        {
            MediaType = MediaTypes.OciIndex,
        }.Serialize();
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);
        await image.PushAsync(layout, null);
        await attestation.PushAsync(layout, null);
        await layout.PutManifestAsync(index, "1.0", None);
        _log.Clear();

        var report = await CopyAsync($"oci:{_folder["layout"]}:1.0", $"{_server!.Root}/acme/attested:1.0");

        var written = _log.Lines.Where(line => line.StartsWith("PUT /v2/acme/attested/manifests/sha256:", StringComparison.Ordinal)).Select(line => line["PUT /v2/acme/attested/manifests/".Length..]);
        Assert.Equal([image.Manifest.Descriptor.Digest.ToString(), attestation.Manifest.Descriptor.Digest.ToString()], written);
        Assert.Equal(index.Descriptor.Digest, (await Open("acme/attested").ResolveAsync("1.0", None))!.Digest);
        Assert.Equal(attestation.Manifest.Descriptor.Digest, Assert.Single(await Open("acme/attested").GetReferrersAsync(image.Manifest.Descriptor.Digest, null, None)).Digest);
        Assert.Empty(report.Referrers);
    }

    private async Task AssertCarriedAsync(string repository)
    {
        var opened = Open(repository);
        Assert.Equal(_index.Manifest.Descriptor.Digest, (await opened.ResolveAsync("1.0", None))!.Digest);
        foreach (var (subject, artifact) in new[] { (_index.Manifest, _ofIndex), (_index.Image(1), _ofArm), (_ofArm.Manifest, _ofSbom) })
        {
            var listed = Assert.Single(await opened.GetReferrersAsync(subject.Descriptor.Digest, null, None));
            Assert.Equal(artifact.Manifest.Descriptor.Digest, listed.Digest);
            Assert.Equal(artifact.Manifest.Bytes.ToArray(), (await opened.GetManifestAsync(listed.Digest.ToString(), None)).Bytes.ToArray());
            foreach (var blob in artifact.Blobs.Keys)
                Assert.True(await opened.HasBlobAsync(blob, None));
        }
    }

    private RegistryRepository Open(string repository) => Services.OpenRegistry(ImageReference.Parse($"{_server!.Root}/{repository}"));

    private async Task<CopyReport> CopyAsync(string source, string destination, string? platform = null)
    {
        using var image = await new ImageOpener(Services).OpenAsync(ImageLocation.Parse(source), platform is null ? null : Platform.Parse(platform), None);
        return await new ImageWriter(Services).WriteAsync(image, ImageLocation.ParseDestination(destination), new CopyOptions(), null, None);
    }
}
