namespace Plimsoll.Policy.Tests.Scanners.Bazel;

public class BazelScannerTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static TheoryData<string, string> Files { get; } = new()
    {
        { "oci.pull(name = \"x\", image = \"r.example/a\", tag = \"1\")\n", "r.example/a:1@1:52-53" },
        { "oci_pull(\n    name = \"x\",  # image = \"no\"\n    image = 'a',\n    platforms = [\"linux/amd64\"],\n)\n", "a@3:14-15" },
        { $"oci.pull(image = \"a\", digest = \"{Digest}\")\n", $"a@{Digest}@1:33-104" },
        { "container_pull(name = \"x\", registry = \"r.example\", repository = \"a/b\", tag = \"2\",)\n", "r.example/a/b:2@1:79-80" },
        { "# oci.pull(image = \"no\")\n\"\"\"oci.pull(image = \"no\")\"\"\"\nload(\"x\", \"oci_pull\")\ndef oci_pull(image):\n    pass\noci_push(image = \"no\")\noci.pull(image = \"a\" + X)\noci.pull(image = IMAGE, tag = \"1\")\noci.toolchains()\n", "" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("MODULE.bazel", text));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("tools/images.bzl", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
