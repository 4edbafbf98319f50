using Plimsoll.Oci.Storage;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage;

public class ImageLocationTests
{
    [Theory]
    [InlineData("ghcr.io/acme/app:1.2.3", ImageTransport.Registry, "", null)]
    [InlineData("oci:out/image:1.2.3", ImageTransport.OciLayout, "out/image", "1.2.3")]
    [InlineData("oci:out/image", ImageTransport.OciLayout, "out/image", null)]
    [InlineData("oci:C:\\out", ImageTransport.OciLayout, "C:\\out", null)]
    [InlineData("oci-archive:app.tar", ImageTransport.Archive, "app.tar", null)]
    [InlineData("docker-archive:app.tar", ImageTransport.Archive, "app.tar", null)]
    [InlineData("oci-archive:-:1.0", ImageTransport.Archive, "-", "1.0")]
    [InlineData("docker-archive:-", ImageTransport.Archive, "-", null)]
    [InlineData("docker-archive:-:1.0", ImageTransport.Archive, "-", "1.0")]
    [InlineData("docker-archive:-:r.example:5000/acme/app:1.0", ImageTransport.Archive, "-", "r.example:5000/acme/app:1.0")]
    [InlineData("docker-archive:C:\\app.tar:acme/app:1.0", ImageTransport.Archive, "C:\\app.tar", "acme/app:1.0")]
    [InlineData("docker://app:1", ImageTransport.DockerDaemon, "app:1", null)]
    [InlineData("dir:out", ImageTransport.Files, "out", null)]
    public void The_transport_stands_in_front(string text, ImageTransport transport, string path, string? tag)
    {
        var location = ImageLocation.Parse(text);

        Assert.Equal((transport, path, tag), (location.Transport, location.Path, location.Tag));
        Assert.Equal(text, location.ToString());
    }

    [Theory]
    [InlineData(':')]
    [InlineData('@')]
    public void An_image_of_a_layout_may_be_named_by_its_digest(char separator)
    {
        var digest = $"sha256:{new string('a', 64)}";

        var location = ImageLocation.Parse($"oci:out/image{separator}{digest}");

        Assert.Equal(("out/image", digest), (location.Path, location.Tag));
        Assert.Equal($"oci:out/image:{digest}", location.ToString());
        Assert.Equal(location, ImageLocation.Parse(location.ToString()));
    }

    [Fact]
    public void A_bare_path_is_told_by_its_content()
    {
        using var folder = new TempDirectory();
        folder.Write("layout.tar/oci-layout", "{}");
        folder.Write("files/app", "x");

        Assert.Equal(ImageTransport.OciLayout, ImageLocation.Parse(folder["layout.tar"]).Transport);
        Assert.Equal(ImageTransport.Files, ImageLocation.Parse(folder["files"]).Transport);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<PlimsollException>(() => ImageLocation.Parse(folder["none"])).Kind);
        Assert.Equal(ImageTransport.Archive, ImageLocation.Parse(folder.Write("image.zip", "")).Transport);
    }

    [Theory]
    [InlineData("oci:")]
    [InlineData("dir:")]
    [InlineData("docker://")]
    [InlineData("UPPER case")]
    [InlineData("")]
    [InlineData(" ")]
    public void What_names_nothing_is_refused(string text)
    {
        // An empty name is not the directory, even where that is a layout.
        using var layout = new TempDirectory();
        layout.Write("oci-layout", "{}");

        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => ImageLocation.Parse(text, layout.Path)).Kind);
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => ImageLocation.ParseDestination(text, layout.Path)).Kind);
    }
}
