using CsCheck;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Tests.Images;

public class ImageReferenceTests
{
    private const string SomeDigest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("nginx", "docker.io", "library/nginx", null)]
    [InlineData("nginx:1.27", "docker.io", "library/nginx", "1.27")]
    [InlineData("acme/app", "docker.io", "acme/app", null)]
    [InlineData("index.docker.io/acme/app", "docker.io", "acme/app", null)]
    [InlineData("docker.io/nginx", "docker.io", "library/nginx", null)]
    [InlineData("localhost/app", "localhost", "app", null)]
    [InlineData("localhost:5000/app", "localhost:5000", "app", null)]
    [InlineData("reg:5000/nginx", "reg:5000", "nginx", null)]
    [InlineData("ghcr.io/acme/app:v1", "ghcr.io", "acme/app", "v1")]
    [InlineData("[::1]:5000/app:1", "[::1]:5000", "app", "1")]
    [InlineData("ACME/app", "ACME", "app", null)]
    public void Names_are_completed_as_docker_does(string text, string registry, string repository, string? tag)
    {
        var reference = ImageReference.Parse(text);

        Assert.Equal((registry, repository, tag), (reference.Registry, reference.Repository, reference.Tag));
    }

    [Theory]
    [InlineData("docker.io/library/nginx:1", "nginx:1")]
    [InlineData("acme/app", "acme/app")]
    [InlineData("library/a/b", "library/a/b")]
    [InlineData("ghcr.io/acme/app:1", "ghcr.io/acme/app:1")]
    public void The_familiar_form_leaves_docker_hub_out(string text, string familiar) =>
        Assert.Equal(familiar, ImageReference.Parse(text).Familiar);

    [Fact]
    public void Tag_and_digest_are_both_kept()
    {
        var reference = ImageReference.Parse($"acme/app:1.2.3@{SomeDigest}");

        Assert.Equal("1.2.3", reference.Tag);
        Assert.Equal(SomeDigest, reference.Digest?.ToString());
        Assert.Equal($"docker.io/acme/app:1.2.3@{SomeDigest}", reference.ToString());
        Assert.Equal(SomeDigest, reference.TagOrDigest);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("nginx:", "the tag after ':' is empty")]
    [InlineData("nginx@latest", "grammar")]
    [InlineData("Nginx", "lower case")]
    [InlineData("acme/app:a b", "whitespace")]
    [InlineData("acme/app:-x", "'-x' is not a tag")]
    [InlineData("nginx:1\n", "whitespace")]
    [InlineData("acme/äpp", "grammar")]
    [InlineData("acme/app@sha256:abcdef", "grammar")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "image ID")]
    public void What_is_no_reference_is_refused_with_the_reason(string text, string reason)
    {
        Assert.False(ImageReference.TryParse(text, out _, out var error));
        Assert.Contains(reason, error);
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => ImageReference.Parse(text)).Kind);
    }

    [Fact]
    public void A_path_may_have_255_characters_and_no_more()
    {
        Assert.True(ImageReference.TryParse("ghcr.io/" + new string('a', 255), out _));
        Assert.False(ImageReference.TryParse("ghcr.io/" + new string('a', 256), out _, out var error));
        Assert.Contains("255", error);
    }

    [Fact]
    public void Whatever_parses_says_the_same_when_it_is_written_and_parsed_again() =>
        Gen.String[Gen.Char["abzAZ059:/@._-[]#ä \n"], 0, 40].Sample(text =>
        {
            if (ImageReference.TryParse(text, out var reference))
            {
                Assert.Equal(reference, ImageReference.Parse(reference.ToString()));
                Assert.Equal(reference, ImageReference.Parse(reference.Familiar));
            }
        });

    [Theory]
    [InlineData("nginx:1.27", "nginx", true)]
    [InlineData("nginx:1.27", "nginx:1.*", true)]
    [InlineData("nginx:1.27", "docker.io/library/nginx", false)]
    [InlineData("ghcr.io/acme/app", "ghcr.io/*", false)]
    [InlineData("ghcr.io/acme/app", "ghcr.io/*/app", true)]
    [InlineData("ghcr.io/acme/app", "ghcr.io/acme/ap?", true)]
    [InlineData("ghcr.io/acme/app", "ghcr.io?acme/app", false)]
    [InlineData("ghcr.io/acme/app", "ghcr.io/acme/[^a]pp", false)]
    [InlineData("ghcr.io/acme/app", "ghcr.io/acme[^b]app", false)]
    [InlineData("ghcr.io/acme/app", @"ghcr.io/acme/\*", false)]
    [InlineData("ghcr.io/acme/app", "ghcr", false)]
    [InlineData("ghcrxio/acme/app", "ghcr.io/acme/app", false)]
    public void A_pattern_matches_the_whole_familiar_name(string reference, string pattern, bool expected) =>
        Assert.Equal(expected, ImageReference.Parse(reference).FamiliarMatches(pattern));

    [Theory]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("[^]")]
    [InlineData(@"a\")]
    [InlineData("[z-a]")]
    public void A_malformed_pattern_is_refused(string pattern) =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => ImageReference.Parse("nginx").FamiliarMatches(pattern)).Kind);
}
