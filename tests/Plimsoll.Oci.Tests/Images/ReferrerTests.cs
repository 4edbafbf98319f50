using System.Security.Cryptography;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Tests.Registries;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Images;

public class ReferrerTests
{
    [Fact]
    public void The_tag_of_a_list_is_algorithm_and_digits_cut_to_what_a_tag_may_be()
    {
        var short256 = Digest.Sha256("x"u8);
        var long512 = Digest.FromHash(SHA512.HashData("x"u8));

        Assert.Equal($"sha256-{short256.Hex}", Referrer.GetTag(short256));
        Assert.Equal($"sha512-{long512.Hex[..64]}", Referrer.GetTag(long512));
        Assert.True(ImageReference.IsValidTag(Referrer.GetTag(long512)));
    }

    [Theory]
    [InlineData("sha256-0123456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("sha512-0123456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("sha256-0123456789012345678901234567890123456789012345678901234567890123.sig", false)]
    [InlineData("sha256-0123", false)]
    [InlineData("1.0.0-rc", false)]
    [InlineData("latest", false)]
    public void A_tag_of_a_list_is_told_from_other_tags(string tag, bool isList) => Assert.Equal(isList, Referrer.IsTag(tag));

    [Fact]
    public void A_referrer_is_described_with_type_and_annotations_and_without_platform()
    {
        var image = SmallImage.Create();
        var artifact = SmallImage.CreateArtifact(image.Manifest.Descriptor, "application/vnd.example.signature", "signed");

        var described = Referrer.Describe(artifact.Manifest with { Descriptor = artifact.Manifest.Descriptor with { Platform = Platform.LinuxAmd64 } });

        Assert.Equal("application/vnd.example.signature", described.ArtifactType);
        Assert.Equal("signed", described.Annotations!["org.example.text"]);
        Assert.Null(described.Platform);
        Assert.Equal(image.Manifest.Descriptor.Digest, Referrer.GetSubject(artifact.Manifest));
        Assert.Null(Referrer.GetSubject(image.Manifest));
    }

    [Fact]
    public void An_image_without_artifact_type_is_of_the_type_of_its_configuration()
    {
        var image = SmallImage.Create();
        var referring = ((ImageManifest)SmallImage.Create("signature").Manifest.Parse() with { Subject = image.Manifest.Descriptor }).Serialize();

        Assert.Equal(MediaTypes.OciConfig, Referrer.Describe(referring).ArtifactType);
    }

    [SharedDataFact(RegistryCases.File)]
    public void The_open_table_of_tags_holds() => RegistryCases.ForEach("referrersTag.spec", item =>
    {
        var digest = item.Text("digest")!.Split(':');
        Assert.Equal(item.Text("tag"), Referrer.GetTag(digest[0], digest[1]));
    });
}
