using System.Text;
using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Testing.Hostile;

namespace Plimsoll.Oci.Tests.Hostile;

/// <summary>Names as people and files give them: see <see cref="HostileRun"/> for how many are tried.</summary>
public class HostileNameTests
{
    private const long Bound = 4 * 1024 * 1024;

    private static readonly Gen<string> References = Text(
        "nginx", "nginx:1.27", "acme/app@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "localhost:5000/a/b:1.2.3@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "[::1]:5000/app:1", "ghcr.io/acme/app:v1", "docker.io/library/x_y__z.a-b:_1");

    private static readonly Gen<string> Locations = Text("docker://ghcr.io/acme/app:1", "oci:out/layout:1.0", "oci-archive:a.tar:x", "docker-archive:a.tar.gz:acme/app:1", "docker-daemon:app:1", "dir:x", "files:out", "./a.tar", "-", "C:\\a\\b.tar", "containers-storage:x");

    private static readonly Gen<string> Patterns = Text("ghcr.io/*/app", "[a-z]*[^0-9]?", @"a\*b", "acme/app-*");

    private static readonly Gen<string> Digests = Text("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "sha512:" + new string('a', 128));

    private static readonly Gen<string> Platforms = Text("linux/amd64", "linux/arm/v7", "windows(10.0.20348.1)/amd64", "windows/amd64:10.0", "linux/arm64,linux/386", "freebsd");

    [Fact]
    public void A_reference_is_taken_or_refused() => References.SampleHostile(
        600,
        text =>
        {
            var reference = ImageReference.Parse(text);
            Assert.Equal(reference, ImageReference.Parse(reference.ToString()));
            HostileRun.CheckText(reference.Familiar);
        },
        Bound);

    [Fact]
    public void A_location_is_taken_or_refused() => Locations.SampleHostile(300, text => _ = ImageLocation.Parse(text).ToString(), Bound);

    [Fact]
    public void A_pattern_is_taken_or_refused() => Patterns.SampleHostile(200, pattern => ImageReference.Parse("ghcr.io/acme/app").FamiliarMatches(pattern), 256 * 1024 * 1024);

    [Fact]
    public void A_digest_is_taken_or_refused() => Digests.SampleHostile(300, text => Assert.Equal(text, Digest.Parse(text).ToString()), Bound);

    [Fact]
    public void A_platform_is_taken_or_refused() => Platforms.SampleHostile(300, text => _ = Platform.Parse(text).ToString(), Bound);

    [Fact]
    public void A_pattern_longer_than_any_name_is_refused() =>
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => ImageReference.Parse("nginx").FamiliarMatches(new string('*', 20_000))).Kind);

    private static Gen<string> Text(params string[] corpus) => ByteEdit.Near(corpus).Select(Encoding.UTF8.GetString);
}
