namespace Plimsoll.Policy.Tests.Scanners.Bake;

public class BakeScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string, string> Files { get; } = new()
    {
        { "docker-bake.json", "{\"target\": {\"app\": {\"contexts\": {\"base\": \"docker-image://alpine:3.20\", \"src\": \"target:x\", \"dir\": \"../image:1\"}, \"tags\": [\"no/image:1\"], \"output\": [\"type=image,name=no/image:2\"], \"cache-from\": [\"type=registry,ref=no/image:3\"]}}}", "alpine:3.20@1:58-69" },
        { "docker-bake.json", "{\"variable\": {\"V\": {\"default\": \"3.20\"}},\n \"target\": {\"app\": {\"contexts\": {\"base\": \"docker-image://alpine:${V}\", \"x\": \"docker-image://b:${NONE}\"}}}}", "alpine:3.20@2:58-69 b:${NONE}@2:93-102" },
        { "docker-bake.json", "{\"variable\": {\"BASE\": {\"default\": \"docker-image://a:1\"}},\n \"target\": {\"app\": {\"contexts\": {\"base\": \"${BASE}\"}}}}", "a:1@1:51-54" },
        { "docker-bake.json", "{\"target\": {\"app\": {\"args\": {\"BASE\": \"r.example/a:1\", \"OTHER\": \"acme/b:2@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\", \"RUN_IMAGE\": \"c:3\", \"VERSION\": \"1.2\", \"PAIR\": \"a:b\", \"PLATFORM\": \"linux/amd64\", \"PROXY\": \"http://proxy.example/x:1\", \"image\": \"none\", \"N\": 3}}}}", "r.example/a:1@1:39-52 acme/b:2@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855@1:65-145 c:3@1:162-165" },
        { "docker-bake.json", "{\"target\": {\"app\": {\"args\": {\"BASE\": \"acme/a:${V}\", \"ALL\": \"${A}/${B}:${C}\"}}}}", "acme/a:${V}@1:39-50" },
        { "docker-bake.json", "{\"target\": {\"app\": {\"args\": {\"REF\": \"acme/app:2\", \"image\": \"acme/app:1\"}, \"tags\": [\"acme/app:1\"]}, \"x\": {\"args\": {\"REF\": \"acme/app\"}}}}", "" },
        { "docker-bake.json", "{\"target\": {\"app\": {\"dockerfile-inline\": \"FROM a:1 AS x\\nCOPY --from=b:2 /a /\\nFROM x\\n\"}}}", "a:1@1:48-51 b:2@1:70-73" },
        { "docker-bake.json", "{\"variable\": {\"V\": {\"default\": \"1\"}}, \"target\": {\"app\": {\"dockerfile-inline\": \"FROM a:${V}\\nRUN x\\nFROM a:${W}\"}}}", "a:1@1:85-91 a:${W}@1:105-111" },
        { "docker-bake.json", "{\"target\": {\"app\": {\"matrix\": {\"v\": [\"1\", \"2\"]}, \"contexts\": {\"base\": \"docker-image://a:${v}\"}}}}", "a:1@1:87-93 a:2@1:87-93" },
        { "docker-bake.json", "{\"target\": {\"app\": {\"contexts\": {\"base\": \"docker-image://\"}}, \"b\": {\"contexts\": null, \"args\": [], \"dockerfile-inline\": \"\"}}, \"image\": {\"x\": \"no:1\"}}", "" },
        { "deploy/docker-bake.override.json", "{\"target\": {\"app\": {\"args\": {\"BASE\": \"r.example/a:1\"}}}}", "r.example/a:1@1:39-52" },
        { "images.json", "{\"group\": {\"default\": {\"targets\": [\"app\"]}}, \"target\": {\"app\": {\"dockerfile\": \"Dockerfile\", \"contexts\": {\"base\": \"docker-image://a:1\"}}}}", "a:1@1:130-133" },
        { "docker-bake.hcl", "target \"app\" {\n  args = {\n    BASE = \"r.example/a:1\"\n    RUN_IMAGE = \"c:3\"\n    VERSION = \"1.2\"\n  }\n}\n", "r.example/a:1@3:13-26 c:3@4:18-21" },
        { "docker-bake.hcl", "variable \"BASE\" { default = \"r.example/a:1\" }\ntarget \"app\" {\n  args = { BASE = BASE }\n}\n", "r.example/a:1@1:30-43" },
        { "docker-bake.hcl", "variable \"TAG\" { default = \"1\" }\ntarget \"app\" {\n  args = { NAME = \"acme/app:${TAG}\" }\n  tags = [\"acme/app:${TAG}\", \"acme/app:latest\"]\n}\n", "" },
        { "docker-bake.hcl", "target \"app\" {\n  matrix = { v = [\"1\", \"2\"] }\n  name = \"app-${v}\"\n  contexts = { base = \"docker-image://a:${v}\" }\n}\n", "a:1@4:39-45 a:2@4:39-45" },
        { "docker-bake.hcl", "target \"app\" {\n  matrix = { item = [{ tag = \"1\" }] }\n  contexts = { base = \"docker-image://a:${item.tag}\" }\n}\n", "a:${item.tag}@3:39-52" },
        { "docker-bake.hcl", "target \"app\" {\n  dockerfile-inline = \"FROM a:1\\nRUN echo \\\"x\\\"\\nFROM b:2\"\n}\n", "a:1@2:29-32 b:2@2:55-58" },
        { "docker-bake.hcl", "variable \"V\" { default = \"1\" }\ntarget \"app\" {\n  dockerfile-inline = <<EOT\nARG V=2\nFROM a:${V}\nFROM a:$${V}\nEOT\n}\n", "a:1@5:6-12 a:2@6:6-13" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Images_are_found_at_their_tokens(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, text));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("project.json", "{\"target\": {\"app\": {\"args\": {\"BASE\": \"acme/a:1\"}}}}")]
    [InlineData("project.json", "{\"targets\": {\"build\": {\"dockerfile\": \"Dockerfile\", \"args\": {\"BASE\": \"acme/a:1\"}}}}")]
    [InlineData("bake.json", "{\"target\": \"ES2022\", \"args\": {\"image\": \"a/b:1\", \"dockerfile\": 1}}")]
    public async Task What_only_looks_similar_has_no_images(string file, string text) =>
        Assert.Equal("", await Deployment.ImagesAsync(file, text));

    [Fact]
    public async Task A_comment_takes_a_finding_back()
    {
        using var deployment = new Deployment().With("docker-bake.hcl", "target \"app\" {\n  args = {\n    # plimsoll:ignore mutable-tag why\n    BASE = \"acme/a:latest\"\n  }\n}\n");

        Assert.NotNull(Assert.Single((await deployment.CheckAsync()).Findings).Suppression);
    }
}
