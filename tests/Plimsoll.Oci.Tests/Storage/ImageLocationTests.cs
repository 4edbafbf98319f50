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
    [InlineData("docker-daemon:app:1", ImageTransport.DockerDaemon, "app:1", null)]
    [InlineData("docker-daemon:sha256:0123abcd", ImageTransport.DockerDaemon, "sha256:0123abcd", null)]
    [InlineData("dir:out", ImageTransport.Directory, "out", null)]
    [InlineData("files:out", ImageTransport.Files, "out", null)]
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
        folder.Write("directory/version", "Directory Transport Version: 1.1\n");
        folder.Write("directory/manifest.json", "{}");
        folder.Write("manifest/manifest.json", "{}");

        Assert.Equal(ImageTransport.OciLayout, ImageLocation.Parse(folder["layout.tar"]).Transport);
        Assert.Equal(ImageTransport.Files, ImageLocation.Parse(folder["files"]).Transport);
        Assert.Equal(ImageTransport.Directory, ImageLocation.Parse(folder["directory"]).Transport);
        Assert.Equal(ImageTransport.Files, ImageLocation.Parse(folder["manifest"]).Transport);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<PlimsollException>(() => ImageLocation.Parse(folder["none"])).Kind);
        Assert.Equal(ImageTransport.Archive, ImageLocation.Parse(folder.Write("image.zip", "")).Transport);
    }

    [Theory]
    [InlineData("oci:")]
    [InlineData("dir:")]
    [InlineData("files:")]
    [InlineData("docker-daemon:")]
    [InlineData("docker://UPPER case")]
    [InlineData("containers-storage:localhost/app")]
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

    [Theory]
    [InlineData("docker://ghcr.io/acme/app:1", "ghcr.io/acme/app:1", false)]
    [InlineData("docker://app:dev", "docker.io/library/app:dev", true)]
    [InlineData("docker://acme/app", "docker.io/acme/app", true)]
    [InlineData("app:dev", "docker.io/library/app:dev", false)]
    public void Docker_with_slashes_is_a_registry(string text, string reference, bool isDockerHubByDefault)
    {
        foreach (var location in (ImageLocation[])[ImageLocation.Parse(text), ImageLocation.ParseDestination(text), ImageLocation.ParseRemote(text)])
            if (!text.Contains('/') || text.Contains("//"))
                Assert.Equal((ImageTransport.Registry, reference, isDockerHubByDefault), (location.Transport, location.ToString(), location.IsDockerHubByDefault));
    }

    [Theory]
    [InlineData("app.tar")]
    [InlineData("app.tgz")]
    [InlineData("out/app.tar.gz")]
    [InlineData("out/app")]
    [InlineData("./app")]
    public void A_destination_that_looks_like_a_file_is_a_docker_archive(string text)
    {
        var location = ImageLocation.ParseDestination(text);

        Assert.Equal((ImageTransport.Archive, text, true), (location.Transport, location.Path, location.IsDockerArchive));
    }

    [Theory]
    [InlineData("app")]
    [InlineData("app:1.0")]
    [InlineData("ghcr.io/acme/app")]
    [InlineData("localhost:5000/app.tar")]
    public void Any_other_destination_is_in_a_registry(string text) =>
        Assert.Equal(ImageTransport.Registry, ImageLocation.ParseDestination(text).Transport);

    [Fact]
    public void Where_only_a_registry_can_be_meant_a_name_is_on_Docker_Hub()
    {
        Assert.Equal("docker.io/acme/app:1.0", ImageLocation.ParseRemote("acme/app:1.0").ToString());
        Assert.Equal(ImageTransport.Archive, ImageLocation.ParseRemote("out/app.tar").Transport);
    }

    [Fact]
    public void A_directory_is_a_destination_only_with_an_image_in_it()
    {
        using var folder = new TempDirectory();
        folder.Write("layout/oci-layout", "{}");
        folder.Write("directory/version", "Directory Transport Version: 1.1\n");
        folder.Write("directory/manifest.json", "{}");
        folder.Write("files/app", "x");

        Assert.Equal(ImageTransport.OciLayout, ImageLocation.ParseDestination("layout", folder.Path).Transport);
        Assert.Equal(ImageTransport.Directory, ImageLocation.ParseDestination("directory", folder.Path).Transport);
        Assert.Contains("it is a directory without an image", Assert.Throws<PlimsollException>(() => ImageLocation.ParseDestination("files", folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Podman_storage_is_refused_with_two_ways_that_work()
    {
        var exception = Assert.Throws<PlimsollException>(() => ImageLocation.Parse("containers-storage:localhost/app:1"));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("podman save localhost/app:1 | plimsoll push - REGISTRY/app:1\n", exception.Advice, StringComparison.Ordinal);
        Assert.Contains("podman system service", exception.Advice, StringComparison.Ordinal);
        Assert.Contains("DOCKER_HOST=unix://", exception.Advice, StringComparison.Ordinal);
        Assert.Contains("docker-daemon:localhost/app:1", exception.Advice, StringComparison.Ordinal);
        Assert.Contains("| plimsoll push - quay.io/app:1\n", Assert.Throws<PlimsollException>(() => ImageLocation.Parse("containers-storage:quay.io/app:1")).Advice, StringComparison.Ordinal);
    }
}
