using System.Text;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Signing.Artifacts;
using Plimsoll.Signing.Attachments;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Legacy;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;
using Plimsoll.Testing;

namespace Plimsoll.Signing.Tests.Attachments;

public sealed class AttachmentFinderTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateTimeOffset Now = new(2026, 5, 19, 8, 30, 0, TimeSpan.Zero);
    private static readonly ImageReference Name = ImageReference.Parse("registry.example/acme/app");

    private readonly TempDirectory _folder = new();
    private readonly AttestedImage _image = AttestedImage.Create(InMemoryImage.Create());

    private Descriptor Image => _image.Manifest.Descriptor;

    [Fact]
    public async Task Everything_that_is_attached_is_listed_in_its_form()
    {
        var layout = await CreateLayoutAsync();
        await SignAsync(layout);
        await PutAsync(layout, BundleArtifact.Create(await BundleSigner.SignAsync(Provenance(), TestKeys.Signer, None), Image, Now));
        await PutAsync(layout, ArtifactContent.Create(Statement.MediaType, Provenance().Serialize(), Image, Now, Predicate(PredicateTypes.SlsaProvenance1)));
        await PutAsync(layout, ArtifactContent.Create(Statement.MediaType, "{}"u8.ToArray(), Image, Now, Predicate(PredicateTypes.PlimsollReceipt)));
        await PutAsync(layout, ArtifactContent.Create("application/spdx+json", "{}"u8.ToArray(), Image, Now, Predicate("")));
        await SmallImage.CreateArtifact(Image, "application/vnd.cncf.notary.signature", "notation").PushAsync(layout, null);
        await AttestAsync(layout);
        await SmallImage.Create("an sbom").PushAsync(layout, CosignTags.GetTag(Image.Digest, ".sbom"));

        var found = await FindAsync(layout);

        Assert.Equal(
            [
                "BuildKitAttestation https://slsa.dev/provenance/v0.2",
                "CosignAttestation https://slsa.dev/provenance/v1",
                "CosignSbom ",
                "CosignSignature https://sigstore.dev/cosign/sign/v1",
                "NotationSignature ",
                "Receipt https://plimsoll.dev/receipt/v1",
                "Sbom https://spdx.dev/Document",
                "SigstoreBundle https://sigstore.dev/cosign/sign/v1",
                "SigstoreBundle https://slsa.dev/provenance/v1",
                "Statement https://slsa.dev/provenance/v1",
            ],
            found.Select(attachment => $"{attachment.Kind} {attachment.PredicateType}").Order(StringComparer.Ordinal));
        Assert.All(found, attachment => Assert.Equal(attachment.Kind == AttachmentKind.BuildKitAttestation ? _image.Image.Manifest.Descriptor.Digest : Image.Digest, attachment.Subject));
        Assert.Equal(4, (await VerifyAsync(layout, found)).Count(result => result.IsValid));
    }

    [Fact]
    public async Task More_referrers_than_are_read_are_told_behind_those_that_are()
    {
        var artifacts = Enumerable.Range(0, 251).Select(number => ArtifactContent.Create("application/spdx+json", Encoding.UTF8.GetBytes($"{{\"{number}\":0}}"), Image, Now, Predicate("")).Manifest).ToList();
        var (found, exception) = (0, default(PlimsollException));
        try
        {
            await foreach (var _ in AttachmentFinder.FindAsync(new ListedReferrers(artifacts), _image.Manifest, None))
                found++;
        }
        catch (PlimsollException thrown)
        {
            exception = thrown;
        }

        Assert.Equal(250, found);
        Assert.Equal(ErrorKind.Policy, exception?.Kind);
        Assert.Contains("were not read", exception!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/vnd.example.junk", "")]
    [InlineData(Statement.MediaType, PredicateTypes.PlimsollReceipt)]
    [InlineData("application/spdx+json", "")]
    [InlineData(Statement.MediaType, PredicateTypes.SlsaProvenance1)]
    public async Task What_is_not_signed_hides_no_bundle(string type, string predicate)
    {
        var junk = Enumerable.Range(0, 251).Select(number => ArtifactContent.Create(type, Encoding.UTF8.GetBytes($"{{\"{number}\":0}}"), Image, Now, Predicate(predicate)).Manifest);
        var bundle = BundleArtifact.Create(await BundleSigner.SignImageAsync(Image.Digest, TestKeys.Signer, None), Image, Now).Manifest;

        await foreach (var first in AttachmentFinder.FindAsync(new ListedReferrers([.. junk, bundle]), _image.Manifest, None))
        {
            Assert.Equal((AttachmentKind.SigstoreBundle, bundle.Descriptor.Digest), (first.Kind, first.Manifest.Digest));
            break;
        }
    }

    [Fact]
    public async Task Nothing_is_found_where_nothing_is_attached()
    {
        var layout = OciLayout.OpenOrCreate(_folder["plain"]);
        await SmallImage.Create().PushAsync(layout, "1.0");

        Assert.Empty(await FindAsync(layout, await layout.GetManifestAsync("1.0", None)));
    }

    /// <summary>A registry without a list of referrers, as Docker's is, has them under a tag.</summary>
    [Fact]
    public async Task Signatures_are_found_and_valid_in_a_registry_and_where_the_image_was_copied_to()
    {
        await using var registry = await SharedRegistry.OpenAsync();
        using var client = new RegistryClient();
        var repository = client.Repository(ImageReference.Parse($"{registry.Root}/acme/app"), RepositoryAccess.Push);
        var copy = client.Repository(ImageReference.Parse($"{registry.Root}/acme/copy"), RepositoryAccess.Push);
        await ImageCopier.CopyAsync(_image, _image.Manifest, repository, null, None);
        await SignAsync(repository);

        await ImageCopier.CopyAsync(repository, _image.Manifest, copy, null, None);
        await CosignTags.CopyAsync(repository, [_image.Manifest], copy, new CopyOptions(), null, None);

        foreach (var place in new[] { repository, copy })
        {
            var found = await FindAsync(place);
            Assert.Equal(["CosignSignature", "SigstoreBundle"], found.Where(attachment => attachment.IsSignature).Select(attachment => attachment.Kind.ToString()).Order());
            Assert.Equal([VerificationOutcome.Valid, VerificationOutcome.Valid], (await VerifyAsync(place, found)).Select(result => result.Outcome));
        }
    }

    [Fact]
    public async Task Signing_again_adds_nothing_under_the_tag_and_another_key_does()
    {
        var layout = await CreateLayoutAsync();

        var first = await LegacySigner.SignAsync(layout, Name, Image.Digest, TestKeys.Signer, None);
        var again = await LegacySigner.SignAsync(layout, Name, Image.Digest, TestKeys.Signer, None);
        var both = await LegacySigner.SignAsync(layout, Name, Image.Digest, TestKeys.Other, None);

        Assert.Equal(first.Digest, again.Digest);
        Assert.NotEqual(first.Digest, both.Digest);
        Assert.Equal(2, (await FindAsync(layout)).Count(attachment => attachment.Kind == AttachmentKind.CosignSignature));
        Assert.Equal(2, ((ImageManifest)(await layout.GetManifestAsync(both.Digest.ToString(), None)).Parse()).Layers.Count);
    }

    [Fact]
    public async Task A_signature_that_somebody_else_adds_while_this_one_is_made_is_kept()
    {
        var layout = await CreateLayoutAsync();
        using var slow = new SlowSigner(TestKeys.Signer, () => LegacySigner.SignAsync(layout, Name, Image.Digest, TestKeys.Other, None));

        var signed = await LegacySigner.SignAsync(layout, Name, Image.Digest, slow, None);

        Assert.Equal(2, ((ImageManifest)(await layout.GetManifestAsync(signed.Digest.ToString(), None)).Parse()).Layers.Count);
    }

    /// <summary>Two keys sign one payload, and so write layers of one digest.</summary>
    [Fact]
    public async Task A_copy_keeps_what_another_key_signed_at_the_destination()
    {
        var (layout, copy) = (await CreateLayoutAsync(), OciLayout.OpenOrCreate(_folder["copy"]));
        await LegacySigner.SignAsync(layout, Name, Image.Digest, TestKeys.Signer, None);
        await LegacySigner.SignAsync(copy, Name, Image.Digest, TestKeys.Other, None);
        var there = (await copy.ResolveAsync(CosignTags.GetTag(Image.Digest, CosignTags.Signature), None))!.Digest;

        var copied = Assert.Single(await CosignTags.CopyAsync(layout, [_image.Manifest], copy, new CopyOptions(), null, None));

        Assert.Equal((BlobOutcome.Present, there), (copied.Outcome, copied.Kept));
        Assert.Equal(there, (await copy.ResolveAsync(CosignTags.GetTag(Image.Digest, CosignTags.Signature), None))!.Digest);
    }

    [Fact]
    public async Task A_signature_that_somebody_adds_at_the_destination_during_a_copy_is_kept()
    {
        var (layout, copy) = (await CreateLayoutAsync(), OciLayout.OpenOrCreate(_folder["copy"]));
        await LegacySigner.SignAsync(layout, Name, Image.Digest, TestKeys.Signer, None);
        var slow = new SlowSource(layout, () => LegacySigner.SignAsync(copy, Name, Image.Digest, TestKeys.Other, None));

        var copied = Assert.Single(await CosignTags.CopyAsync(slow, [_image.Manifest], copy, new CopyOptions(), null, None));

        Assert.NotNull(copied.Kept);
        Assert.Equal(copied.Kept, (await copy.ResolveAsync(CosignTags.GetTag(Image.Digest, CosignTags.Signature), None))!.Digest);
    }

    /// <summary>The manifest, the bundle, the payload, on the disk: a byte that is changed is a signature that is gone.</summary>
    [Fact]
    public async Task Each_byte_in_the_storage_counts()
    {
        var layout = await CreateLayoutAsync();
        await SignAsync(layout);
        var signatures = (await FindAsync(layout)).Where(attachment => attachment.IsSignature).ToList();
        Assert.Equal(2, signatures.Count);
        Assert.All(await VerifyAsync(layout, signatures), result => Assert.True(result.IsValid));

        foreach (var signature in signatures)
            foreach (var digest in new[] { signature.Manifest.Digest, signature.Content!.Digest })
            {
                var path = _folder[$"layout/blobs/{digest.Algorithm}/{digest.Hex}"];
                var bytes = File.ReadAllBytes(path);
                for (var place = 0; place < bytes.Length; place += 11)
                {
                    byte[] changed = [.. bytes[..place], (byte)(bytes[place] ^ (1 << (place % 8))), .. bytes[(place + 1)..]];
                    File.WriteAllBytes(path, changed);
                    var found = (await FindAsync(layout)).Where(attachment => attachment.Kind == signature.Kind).ToList();
                    Assert.All(await VerifyAsync(layout, found), result => Assert.False(result.IsValid, $"byte {place} of {digest} does not count"));
                }

                File.WriteAllBytes(path, bytes);
            }
    }

    [Fact]
    public async Task A_bundle_that_is_moved_to_another_image_is_about_the_wrong_one()
    {
        var layout = await CreateLayoutAsync();
        var other = SmallImage.Create("another");
        await other.PushAsync(layout, "other");
        await PutAsync(layout, BundleArtifact.Create(await BundleSigner.SignImageAsync(Image.Digest, TestKeys.Signer, None), other.Manifest.Descriptor, Now));

        var found = await FindAsync(layout, other.Manifest);

        Assert.Equal(VerificationOutcome.WrongSubject, Assert.Single(await VerifyAsync(layout, found)).Outcome);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<OciLayout> CreateLayoutAsync()
    {
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);
        await ImageCopier.CopyAsync(_image, _image.Manifest, layout, null, None);
        await layout.PutManifestAsync(_image.Manifest, "1.0", None);
        return layout;
    }

    /// <summary>As cosign 3 and as cosign 2.</summary>
    private async Task SignAsync(IImageRepository repository)
    {
        await PutAsync(repository, BundleArtifact.Create(await BundleSigner.SignImageAsync(Image.Digest, TestKeys.Signer, None), Image, Now));
        await LegacySigner.SignAsync(repository, Name, Image.Digest, TestKeys.Signer, None);
    }

    /// <summary>As <c>cosign attest</c> of version 2.</summary>
    private async Task AttestAsync(IImageRepository repository)
    {
        var envelope = (await BundleSigner.SignAsync(Provenance(), TestKeys.Signer, None)).DsseEnvelope!.Serialize();
        var config = "{}"u8.ToArray();
        var layer = new Descriptor(DsseEnvelope.MediaType, Digest.Sha256(envelope), envelope.Length) { Annotations = new Dictionary<string, string> { ["predicateType"] = PredicateTypes.SlsaProvenance1 } };
        var descriptor = new Descriptor(MediaTypes.OciConfig, Digest.Sha256(config), config.Length);
        var manifest = new ImageManifest(descriptor, [layer]) { MediaType = MediaTypes.OciManifest }.Serialize();
        await new ArtifactContent(manifest, [(descriptor, config), (layer, envelope)]).PutAsync(repository, CosignTags.GetTag(Image.Digest, CosignTags.Attestation), None);
    }

    private Statement Provenance() => new([StatementSubject.Of("acme/app", Image.Digest)], PredicateTypes.SlsaProvenance1, "{}"u8.ToArray());

    private static Dictionary<string, string> Predicate(string type) => new() { ["in-toto.io/predicate-type"] = type };

    private static Task PutAsync(IImageSink sink, ArtifactContent artifact) => artifact.PutAsync(sink, tag: null, None);

    private Task<List<Attachment>> FindAsync(IImageSource source) => FindAsync(source, _image.Manifest);

    private static async Task<List<Attachment>> FindAsync(IImageSource source, ManifestContent image) => await AttachmentFinder.FindAsync(source, image, None).ToListAsync();

    private static async Task<List<VerificationResult>> VerifyAsync(IImageSource source, IEnumerable<Attachment> attachments)
    {
        var verifier = new AttachmentVerifier(source, new SignatureVerifier([TestKeys.Signer.PublicKey]));
        var results = new List<VerificationResult>();
        foreach (var attachment in attachments)
            if (await verifier.VerifyAsync(attachment, attachment.Subject, None) is { } result)
                results.Add(result);
        return results;
    }

    /// <summary>Something else happens while it is read.</summary>
    private sealed class SlowSource(OciLayout source, Func<Task> meanwhile) : IImageSource, IReferrerSource
    {
        private bool _isDone;

        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => source.ResolveAsync(tagOrDigest, cancellationToken);

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) => source.GetManifestAsync(tagOrDigest, cancellationToken);

        public ValueTask<IReadOnlyList<Descriptor>> GetReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken) => source.GetReferrersAsync(subject, artifactType, cancellationToken);

        public async ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken)
        {
            if (!_isDone)
            {
                _isDone = true;
                await meanwhile();
            }

            return await source.OpenBlobAsync(blob, cancellationToken);
        }
    }

    /// <summary>Something else happens while it signs.</summary>
    /// <summary>A registry with nothing but referrers.</summary>
    private sealed class ListedReferrers(IReadOnlyList<ManifestContent> artifacts) : IImageSource, IReferrerSource
    {
        public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => new((Descriptor?)null);

        public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) =>
            new(artifacts.FirstOrDefault(artifact => artifact.Descriptor.Digest.ToString() == tagOrDigest) ?? throw PlimsollException.NotFound("none"));

        public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) => throw PlimsollException.NotFound("none");

        public ValueTask<IReadOnlyList<Descriptor>> GetReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken) => new([.. artifacts.Select(artifact => artifact.Descriptor with { ArtifactType = artifact.Parse().ArtifactType, Annotations = artifact.Parse().Annotations })]);
    }

    private sealed class SlowSigner(ISigner signer, Func<Task> meanwhile) : ISigner
    {
        public PublicKey PublicKey => signer.PublicKey;

        public async ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
        {
            await meanwhile();
            return await signer.SignAsync(data, cancellationToken);
        }

        public void Dispose()
        {
        }
    }
}
