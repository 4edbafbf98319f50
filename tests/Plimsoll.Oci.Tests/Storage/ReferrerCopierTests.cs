using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage;

public sealed class ReferrerCopierTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly SmallImage _image = SmallImage.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_refers_to_an_image_and_to_that_is_carried_along_once()
    {
        var sbom = SmallImage.CreateArtifact(_image.Manifest.Descriptor);
        var signature = SmallImage.CreateArtifact(sbom.Manifest.Descriptor, "application/vnd.example.signature", "signature");
        var source = new ListedSource(_image, sbom, signature);
        var sink = OciLayout.OpenOrCreate(_folder["sink"]);

        var first = await ImageCopier.CopyAsync(source, _image.Manifest, sink, null, None);
        var second = await ImageCopier.CopyAsync(source, _image.Manifest, sink, null, None);

        Assert.Equal(
            [(sbom.Manifest.Descriptor.Digest, _image.Manifest.Descriptor.Digest, BlobOutcome.Sent), (signature.Manifest.Descriptor.Digest, sbom.Manifest.Descriptor.Digest, BlobOutcome.Sent)],
            first.Referrers.Select(copy => (copy.Referrer.Digest, copy.Subject, copy.Outcome)));
        Assert.All(second.Referrers, copy => Assert.Equal(BlobOutcome.Present, copy.Outcome));
        Assert.Equal(signature.Manifest.Descriptor.Digest, Assert.Single(await sink.GetReferrersAsync(sbom.Manifest.Descriptor.Digest, null, None)).Digest);
        foreach (var blob in signature.Blobs.Keys)
            Assert.True(await sink.HasBlobAsync(blob, None));
    }

    [Fact]
    public async Task An_image_that_gets_its_tag_later_is_written_before_what_refers_to_it()
    {
        var artifact = SmallImage.CreateArtifact(_image.Manifest.Descriptor);
        var signature = SmallImage.CreateArtifact(artifact.Manifest.Descriptor, "application/vnd.example.signature", "signature");
        var sink = OciLayout.OpenOrCreate(_folder["sink"]);

        await ImageCopier.CopyAsync(new ListedSource(artifact, signature), artifact.Manifest, sink, new CopyOptions { WritesRoot = false }, null, None);
        Assert.NotNull(await sink.ResolveAsync(artifact.Manifest.Descriptor.Digest.ToString(), None));
        await sink.PutManifestAsync(artifact.Manifest, "1.0", None);

        Assert.Equal(["1.0"], await sink.ListTagsAsync(None).ToListAsync());
        Assert.Equal(artifact.Manifest.Descriptor.Digest, Assert.Single(await sink.GetReferrersAsync(_image.Manifest.Descriptor.Digest, null, None)).Digest);
        Assert.Equal(artifact.Manifest.Descriptor.Digest, (await sink.GetOnlyManifestAsync(None)).Descriptor.Digest);
    }

    [Fact]
    public async Task A_referrer_whose_blob_somebody_deleted_is_sent_again()
    {
        var sbom = SmallImage.CreateArtifact(_image.Manifest.Descriptor);
        var source = new ListedSource(_image, sbom);
        var sink = OciLayout.OpenOrCreate(_folder["sink"]);
        await ImageCopier.CopyAsync(source, _image.Manifest, sink, null, None);
        var lost = sbom.Blobs.Keys.Last();
        File.Delete(_folder[$"sink/blobs/sha256/{lost.Digest.Hex}"]);

        var report = await ImageCopier.CopyAsync(source, _image.Manifest, sink, null, None);

        Assert.Equal(BlobOutcome.Sent, Assert.Single(report.Referrers).Outcome);
        Assert.True(await sink.HasBlobAsync(lost, None));
    }

    [Fact]
    public async Task Nothing_is_asked_where_nothing_is_wanted()
    {
        var source = new ListedSource(_image, SmallImage.CreateArtifact(_image.Manifest.Descriptor));

        var report = await ImageCopier.CopyAsync(source, _image.Manifest, OciLayout.OpenOrCreate(_folder["sink"]), new CopyOptions { Referrers = false }, null, None);

        Assert.Empty(report.Referrers);
        Assert.Empty(source.Questions);
    }

    [Fact]
    public async Task What_is_listed_but_gone_or_about_something_else_is_left_out()
    {
        var gone = SmallImage.CreateArtifact(_image.Manifest.Descriptor, text: "gone");
        var stranger = SmallImage.CreateArtifact(SmallImage.Create("another").Manifest.Descriptor, text: "stranger");
        var real = SmallImage.CreateArtifact(_image.Manifest.Descriptor, text: "real");
        var source = new ListedSource(_image, stranger, real) { Lists = _ => [gone, stranger, real] };

        var report = await ImageCopier.CopyAsync(source, _image.Manifest, OciLayout.OpenOrCreate(_folder["sink"]), null, None);

        Assert.Equal(real.Manifest.Descriptor.Digest, Assert.Single(report.Referrers).Referrer.Digest);
    }

    [Fact]
    public async Task A_source_that_lists_in_circles_comes_to_an_end()
    {
        var sbom = SmallImage.CreateArtifact(_image.Manifest.Descriptor);
        var source = new ListedSource(_image, sbom) { Lists = _ => [sbom, _image] };

        var report = await ImageCopier.CopyAsync(source, _image.Manifest, OciLayout.OpenOrCreate(_folder["sink"]), null, None);

        Assert.Single(report.Referrers);
    }

    [Fact]
    public async Task Referrers_of_referrers_have_a_limit()
    {
        var chain = new List<SmallImage> { _image };
        for (var depth = 0; depth < 12; depth++)
            chain.Add(SmallImage.CreateArtifact(chain[^1].Manifest.Descriptor, text: $"link {depth}"));

        var exception = await Assert.ThrowsAsync<PlimsollException>(() =>
            ImageCopier.CopyAsync(new ListedSource([.. chain]), _image.Manifest, OciLayout.OpenOrCreate(_folder["sink"]), null, None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("the setting 'no-referrers'", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_of_referrers_has_a_limit_whether_they_are_there_or_not()
    {
        var made = Enumerable.Range(0, 5000).Select(number => SmallImage.CreateArtifact(_image.Manifest.Descriptor, text: $"{number}")).ToList();

        var exception = await Assert.ThrowsAsync<PlimsollException>(() =>
            ImageCopier.CopyAsync(new ListedSource(_image) { Lists = _ => made }, _image.Manifest, OciLayout.OpenOrCreate(_folder["sink"]), null, None));

        Assert.Contains("more than 4096 referrers", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_OCI_archive_holds_them_without_a_tag_and_gives_them_back()
    {
        var sbom = SmallImage.CreateArtifact(_image.Manifest.Descriptor);
        var signature = SmallImage.CreateArtifact(sbom.Manifest.Descriptor, "application/vnd.example.signature", "signature");
        await using (var file = File.Create(_folder["image.tar"]))
            Assert.Equal(2, (await OciArchiveWriter.WriteAsync(file, new ListedSource(_image, sbom, signature), _image.Manifest, "1.0", new CopyOptions(), None)).Count);

        using var archive = await ImageArchive.OpenAsync(_folder["image.tar"], None);
        var sink = OciLayout.OpenOrCreate(_folder["sink"]);
        var report = await ImageCopier.CopyAsync(archive, await archive.GetManifestAsync("1.0", None), sink, null, None);

        Assert.Equal(_image.Manifest.Descriptor.Digest, archive.Choose(null).Digest);
        Assert.Equal([sbom.Manifest.Descriptor.Digest, signature.Manifest.Descriptor.Digest], report.Referrers.Select(copy => copy.Referrer.Digest));
        Assert.Empty(await archive.GetReferrersAsync(_image.Manifest.Descriptor.Digest, "application/vnd.example.signature", None));
    }

    [Fact]
    public async Task An_OCI_archive_without_them_is_the_same_as_ever()
    {
        var source = new ListedSource(_image, SmallImage.CreateArtifact(_image.Manifest.Descriptor));
        using var plain = new MemoryStream();
        using var without = new MemoryStream();

        await OciArchiveWriter.WriteAsync(plain, source, _image.Manifest, "1.0", None);
        await OciArchiveWriter.WriteAsync(without, new ListedSource(_image), _image.Manifest, "1.0", new CopyOptions(), None);

        Assert.Equal(without.ToArray(), plain.ToArray());
    }

    /// <summary>Images and artifacts in memory, listed by their subject or as a test has it.</summary>
    private sealed class ListedSource(params SmallImage[] images) : IImageSource, IReferrerSource
    {
        public Func<Digest, IEnumerable<SmallImage>> Lists { get; init; } = subject => images.Where(image => Referrer.GetSubject(image.Manifest) == subject);

        public List<Digest> Questions { get; } = [];

        public ValueTask<IReadOnlyList<Descriptor>> GetReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken)
        {
            Questions.Add(subject);
            return new([.. Lists(subject).Select(image => Referrer.Describe(image.Manifest))]);
        }

        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => new(Find(tagOrDigest)?.Manifest.Descriptor);

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) =>
            new(Find(tagOrDigest)?.Manifest ?? throw PlimsollException.NotFound($"There is no {tagOrDigest}."));

        public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
            new(new MemoryStream(images.SelectMany(image => image.Blobs).First(pair => pair.Key.Digest == blob.Digest).Value));

        private SmallImage? Find(string digest) => images.FirstOrDefault(image => image.Manifest.Descriptor.Digest.ToString() == digest);
    }
}
