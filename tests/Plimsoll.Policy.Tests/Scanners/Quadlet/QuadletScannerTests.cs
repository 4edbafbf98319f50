namespace Plimsoll.Policy.Tests.Scanners.Quadlet;

public class QuadletScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Units { get; } = new()
    {
        { "[Container]\nImage=quay.io/a/b:1\n", "quay.io/a/b:1@2:7-20" },
        { "[Unit]\nDescription=Image\nImage=no:1\n[Container]\nImage = a:1  \nExec=run Image=no\n", "a:1@5:9-12" },
        { "[Container]\n# Image=no:1\n; Image=no:2\n  Image=a\n", "a@4:9-10" },
        { "[Container]\nImage=a:1\nImage=b:2\n", "b:2@3:7-10" },
        { "[Container]\nImage=a:1\n[Service]\nImage=no\n[Container]\nImage=b:2\n", "b:2@6:7-10" },
        { "[Container]\nImage=\\\n   a:1\n", "a:1@3:4-7" },
        { "[Container]\nImage=\\\n# a comment \\\n; another\n\ta:1 \\\n\n[Volume]\nImage=b", "a:1@5:2-5 b@8:7-8" },
        { "[Container]\nExec=a \\\nImage=no:1\nImage=a:1\n", "a:1@4:7-10" },
        { "[Container]\nExec=a \\\n# Image=no:2 \\\nImage=no:1\nImage=a:1\n", "a:1@5:7-10" },
        { "[Image]\nImage=docker://a:1\n", "a:1@2:16-19" },
        { "[Image]\nImage=docker-archive:/x.tar\n", "" },
        { "[Volume]\nDriver=image\nImage=b.image\n", "" },
        { "[Container]\nImage=web.build\n", "" },
        { "[Container]\nImage=web.builder:1\n", "web.builder:1@2:7-20" },
        { "[Container]\nImage=\"a:1\"\n", "a:1@2:8-11" },
        { "[Container]\nImage=a:%i\n", "a:%i@2:7-11" },
        { "[Container]\nImage=a%%b:${TAG}\n", "a%%b:${TAG}@2:7-18" },
        { "[Container]\nImage=\nimage=no\nXImage=no\nImage\n", "" },
        { "[Container\nImage=a\n", "" },
        { "Image=a\n", "" },
        { "[Kube]\nImage=a\n", "" },
        { "[Container]\nImage=a:1\\", "a:1@2:7-10" },
        { "[Image]\nImage=a:1\n[Container]\nImage=b:1\n", "a:1@2:7-10 b:1@4:7-10" },
    };

    [Theory]
    [MemberData(nameof(Units))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("web.container", text));

    [Theory]
    [MemberData(nameof(Units))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/web.volume", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("a.image", "a@2:7-8")]
    [InlineData("web@.container", "a@2:7-8")]
    [InlineData("web.container.d/10.conf", "a@2:7-8")]
    [InlineData("web.kube", "")]
    [InlineData("web.container.d/x.txt", "")]
    [InlineData("web.conf", "")]
    public async Task A_unit_is_known_by_its_name(string file, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, "[Container]\nImage=a\n"));

    [Fact]
    public async Task A_disk_is_no_unit()
    {
        using var deployment = new Deployment();
        using (var disk = File.Create(Path.Combine(deployment.Path, "disk.image")))
            disk.SetLength(100L << 20);

        Assert.Empty((await deployment.CheckAsync()).Findings);
        Assert.Single((await deployment.CheckAsync(null, "disk.image")).Findings);
    }

    [Theory]
    [InlineData("; plimsoll:ignore missing-tag why\n")]
    [InlineData("# plimsoll:ignore missing-tag why\n")]
    public async Task A_comment_takes_a_finding_back(string comment)
    {
        using var deployment = new Deployment().With("web.container", $"[Container]\n{comment}Image=a\n");

        Assert.NotNull(Assert.Single((await deployment.CheckAsync()).Findings).Suppression);
    }
}
