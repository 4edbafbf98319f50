using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage;

public class AttestationsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_index_of_one_image_and_its_attestation_is_that_image()
    {
        var attested = AttestedImage.Create(InMemoryImage.Create());

        Assert.Equal(attested.Image.Manifest.Descriptor.Digest, (await Attestations.FindOnlyImageAsync(attested, attested.Manifest, None))!.Descriptor.Digest);
        Assert.Equal(attested.Image.Manifest.Descriptor.Digest, (await Attestations.FindOnlyImageAsync(attested, attested.Image.Manifest, None))!.Descriptor.Digest);
    }

    [Fact]
    public async Task Of_several_platforms_none_is_the_only_one()
    {
        var index = InMemoryIndex.Create("linux/amd64", "linux/arm64");

        Assert.Null(await Attestations.FindOnlyImageAsync(index, index.Manifest, None));
    }

    [Fact]
    public void Builds_that_differ_in_when_they_ran_have_the_same_images()
    {
        var image = InMemoryImage.Create();
        var (one, two) = (AttestedImage.Create(image, "2026-05-19T12:00:00Z"), AttestedImage.Create(image, "2026-05-19T13:00:00Z"));

        Assert.NotEqual(one.Manifest.Descriptor.Digest, two.Manifest.Descriptor.Digest);
        Assert.Equal(Attestations.DigestOfImages(one.Manifest), Attestations.DigestOfImages(two.Manifest));
        Assert.Equal(image.Manifest.Descriptor.Digest, Attestations.DigestOfImages(one.Manifest));
    }

    [Fact]
    public void Without_attestations_the_digest_is_that_of_the_index_and_with_them_another()
    {
        var attested = InMemoryIndex.Create("linux/amd64", "linux/arm64").Manifest;
        var entries = ((ImageIndex)attested.Parse()).Manifests;
        var plain = new ImageIndex([.. entries.Take(2)]) { MediaType = MediaTypes.OciIndex }.Serialize();

        Assert.Equal(plain.Descriptor.Digest, Attestations.DigestOfImages(plain));
        Assert.Equal(plain.Descriptor.Digest, Attestations.DigestOfImages(attested));
    }
}
