using Plimsoll.Policy.Scanners.Expressions;

namespace Plimsoll.Policy.Tests.Scanners.Expressions;

public class ReferenceTextTests
{
    private const string Hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("nginx:1.27")]
    [InlineData("a/b:v1")]
    [InlineData("nginx@sha256:" + Hex)]
    [InlineData("ghcr.io/acme/app")]
    [InlineData("reg:5000/app")]
    [InlineData("localhost/app")]
    [InlineData("localhost:5000/app")]
    [InlineData("10.0.0.1:5000/app")]
    [InlineData("acme/next.js:1")]
    [InlineData("acme/logo.png:v1")]
    [InlineData("postgres:16")]
    [InlineData("registry.k8s.io:v1")]
    [InlineData("\uE000/app:v1")]
    [InlineData("ghcr.io/\uE000")]
    [InlineData("app:\uE000")]
    public void A_tag_a_digest_or_a_registry_makes_a_reference_certain(string text) => Assert.True(ReferenceText.IsCertain(Marked(text)), text);

    [Theory]
    [InlineData("nginx")]
    [InlineData("a/b")]
    [InlineData("1.2.3")]
    [InlineData("v1.2.3-rc.1")]
    [InlineData("path/to/file")]
    [InlineData("IfNotPresent")]
    [InlineData("true")]
    [InlineData("ami-0abcdef1234567890")]
    public void A_word_can_be_a_reference_and_is_not_certain(string text) => Assert.False(ReferenceText.IsCertain(text), text);

    [Theory]
    [InlineData("")]
    [InlineData("logo.png")]
    [InlineData("cdn.example.com/a/LOGO.PNG")]
    [InlineData("example.com/icon.svg")]
    [InlineData("example.com/disk.qcow2")]
    [InlineData("example.com/debian.iso")]
    [InlineData("example.com/image.tar")]
    [InlineData("example.com/image.tar.gz")]
    [InlineData("https://example.com/a:1")]
    [InlineData("oci://ghcr.io/a/b:1")]
    [InlineData("git@github.com:a/b")]
    [InlineData("github.com/a/b")]
    [InlineData("gitlab.com/a/b:v1")]
    [InlineData("/var/lib/a:1")]
    [InlineData("./a:1")]
    [InlineData("../a:1")]
    [InlineData(".hidden:1")]
    [InlineData("C:\\images\\a:1")]
    [InlineData("an image: nginx:1")]
    [InlineData("a:1\n")]
    public void An_address_a_path_a_sentence_and_a_picture_are_not_meant_as_images(string text) =>
        Assert.Equal((false, false, false), (ReferenceText.MayBe(text), ReferenceText.IsReference(text), ReferenceText.IsCertain(text)));

    [Theory]
    [InlineData("localhost:8080")]
    [InlineData("db.internal.example.com:5432")]
    [InlineData("10.0.0.1:80")]
    [InlineData("8080:80")]
    [InlineData("12:30")]
    [InlineData("127.0.0.1:53:53")]
    [InlineData("8080:80/tcp")]
    [InlineData("53:53/udp")]
    [InlineData("sha256:" + Hex)]
    public void Hosts_with_ports_times_and_digests_alone_are_not_certain(string text) => Assert.False(ReferenceText.IsCertain(text), text);

    [Theory]
    [InlineData("A:v1")]
    [InlineData("nginx@latest")]
    [InlineData("a:b:c")]
    [InlineData("-a:1")]
    public void What_is_wrongly_written_may_be_meant_as_an_image(string text) =>
        Assert.Equal((true, false, false), (ReferenceText.MayBe(text), ReferenceText.IsReference(text), ReferenceText.IsCertain(text)));

    [Fact]
    public void What_is_longer_than_any_reference_is_none() => Assert.False(ReferenceText.IsReference(new string('a', 501)));

    [Theory]
    [InlineData("ghcr.io/a", true, false)]
    [InlineData("reg:5000/a", true, false)]
    [InlineData("localhost/a", true, false)]
    [InlineData("a/b", false, false)]
    [InlineData("a.b", false, false)]
    [InlineData("/a.b", false, false)]
    [InlineData("reg:5000/a:1", true, true)]
    [InlineData("a@sha256:x", false, true)]
    public void Host_and_selector_are_told(string text, bool hasHost, bool hasSelector) =>
        Assert.Equal((hasHost, hasSelector), (ReferenceText.HasHost(text), ReferenceText.HasSelector(text)));

    [Theory]
    [InlineData("ghcr.io", true)]
    [InlineData("ghcr.io/acme", true)]
    [InlineData("localhost:5000", true)]
    [InlineData("reg:5000", true)]
    [InlineData("reg:5000/x", true)]
    [InlineData("acme", false)]
    [InlineData("acme/app", false)]
    [InlineData("app:v1", false)]
    [InlineData("ghcr.io/acme:v1", false)]
    [InlineData("https://ghcr.io", false)]
    [InlineData("github.com/acme", false)]
    [InlineData("", false)]
    public void A_registry_is_what_a_name_can_stand_behind(string text, bool isRegistry) => Assert.Equal(isRegistry, ReferenceText.IsRegistry(text));

    // The mark stands in no source file.
    private static string Marked(string text) => text.Replace('\uE000', ImageUse.Unknown);
}
