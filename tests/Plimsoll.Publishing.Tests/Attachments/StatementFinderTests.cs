using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Signing.Artifacts;
using Plimsoll.Signing.Statements;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Attachments;

public sealed class StatementFinderTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly InMemoryIndex _index = InMemoryIndex.Create("linux/amd64", "linux/arm64");

    [Fact]
    public async Task Statements_about_each_image_of_an_index_count_and_those_about_some_do_not()
    {
        var layout = await CreateAsync();

        await AttachAsync(layout, _index.Image(0).Descriptor, PredicateTypes.SlsaProvenance1);
        Assert.False(await IsThereAsync(layout));
        await AttachAsync(layout, _index.Image(1).Descriptor, PredicateTypes.SlsaProvenance1);
        Assert.True(await IsThereAsync(layout));
    }

    [Fact]
    public async Task A_statement_about_the_index_itself_counts_and_another_one_does_not()
    {
        var layout = await CreateAsync();

        await AttachAsync(layout, _index.Manifest.Descriptor, PredicateTypes.Spdx);
        Assert.False(await IsThereAsync(layout));
        await AttachAsync(layout, _index.Manifest.Descriptor, PredicateTypes.SlsaProvenance1);
        Assert.True(await IsThereAsync(layout));
    }

    [Fact]
    public async Task What_BuildKit_put_into_the_index_counts_also_where_nothing_else_is_looked_at()
    {
        var image = AttestedImage.Create(InMemoryImage.Create());

        Assert.True(await new StatementFinder(image, PredicateTypes.IsProvenance).IsThereAsync(image.Manifest, referrers: false, None));
        Assert.False(await new StatementFinder(image, PredicateTypes.IsSbom).IsThereAsync(image.Manifest, referrers: false, None));
    }

    [Fact]
    public async Task What_the_list_tells_is_not_read()
    {
        var layout = await CreateAsync();
        for (var number = 0; number < 3; number++)
            await AttachAsync(layout, _index.Manifest.Descriptor, $"https://acme.example/review{number}");
        await AttachAsync(layout, _index.Manifest.Descriptor, PredicateTypes.SlsaProvenance1);
        var source = new CountingSource(layout);

        Assert.True(await new StatementFinder(source, PredicateTypes.IsProvenance).IsAboutAsync(_index.Manifest.Descriptor.Digest, None));

        Assert.Equal(0, source.Reads);
    }

    public void Dispose() => _folder.Dispose();

    private Task<bool> IsThereAsync(OciLayout layout) => new StatementFinder(layout, PredicateTypes.IsProvenance).IsThereAsync(_index.Manifest, referrers: true, None);

    private async Task<OciLayout> CreateAsync()
    {
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);
        await ImageCopier.CopyAsync(_index, _index.Manifest, layout, null, None);
        await layout.PutManifestAsync(_index.Manifest, "1.0", None);
        return layout;
    }

    private static Task AttachAsync(OciLayout layout, Descriptor image, string predicate) =>
        ArtifactContent.Create(Statement.MediaType, "{}"u8.ToArray(), image, DateTimeOffset.UnixEpoch, new Dictionary<string, string> { ["in-toto.io/predicate-type"] = predicate }).PutAsync(layout, tag: null, None);

    private sealed class CountingSource(OciLayout source) : IImageSource, IReferrerSource
    {
        public int Reads { get; private set; }

        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => source.ResolveAsync(tagOrDigest, cancellationToken);

        public ValueTask<IReadOnlyList<Descriptor>> GetReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken) => source.GetReferrersAsync(subject, artifactType, cancellationToken);

        public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) => source.OpenBlobAsync(blob, cancellationToken);

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken)
        {
            Reads++;
            return source.GetManifestAsync(tagOrDigest, cancellationToken);
        }
    }
}
