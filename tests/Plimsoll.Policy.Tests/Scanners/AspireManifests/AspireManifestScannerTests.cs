namespace Plimsoll.Policy.Tests.Scanners.AspireManifests;

public class AspireManifestScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Manifests { get; } = new()
    {
        { "{\"$schema\": \"https://json.schemastore.org/aspire-8.0.json\", \"resources\": {\n \"cache\": {\"type\": \"container.v0\", \"image\": \"docker.io/library/redis:7.4\", \"env\": {\"image\": \"no:1\"}},\n \"db\": {\"type\": \"container.v1\", \"image\": \"postgres:17.2\"},\n \"web\": {\"type\": \"project.v0\", \"path\": \"x.csproj\", \"image\": \"no:2\"},\n \"old\": {\"type\": \"dockerfile.v0\", \"image\": \"no:3\"}}}", "docker.io/library/redis:7.4@2:46-73 postgres:17.2@3:43-56" },
        { "{\"resources\": {\"api\": {\"type\": \"container.v1\", \"build\": {\"context\": \"api\", \"dockerfile\": \"Dockerfile\"}, \"image\": \"no:1\"}, \"x\": {\"type\": \"container.v1\", \"image\": \"a\"}}}", "a@1:163-164" },
        { "{\"resources\": {\"tag\": {\"type\": \"parameter.v0\", \"value\": \"{tag.inputs.value}\", \"inputs\": {\"value\": {\"type\": \"string\", \"default\": {\"value\": \"1.2\"}}}},\n \"x\": {\"type\": \"container.v0\", \"image\": \"a:{tag.value}\"}}}", "a:1.2@2:42-55" },
        { "{\"resources\": {\"img\": {\"type\": \"parameter.v0\", \"value\": \"a:1\"},\n \"x\": {\"type\": \"container.v0\", \"image\": \"{img.value}\"}}}", "a:1@1:58-61" },
        { "{\"resources\": {\"p\": {\"type\": \"parameter.v0\", \"value\": \"{p.inputs.value}\", \"inputs\": {\"value\": {\"secret\": true}}},\n \"x\": {\"type\": \"container.v0\", \"image\": \"a:{p.value}\"}, \"y\": {\"type\": \"container.v0\", \"image\": \"b/{none.bindings.http.url}:1\"}, \"z\": {\"type\": \"container.v0\", \"image\": \"c:{p.v\"}}}", "a:{p.value}@2:42-53 b/{none.bindings.http.url}:1@2:97-125 c:{p.v@2:169-175" },
        { "{\"resources\": {\"x\": {\"type\": \"container.v0\", \"image\": [\"no:1\"]}, \"y\": {\"type\": \"container.v0\"}, \"z\": 1}}", "" },
    };

    [Theory]
    [MemberData(nameof(Manifests))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("aspire-manifest.json", text));

    [Theory]
    [MemberData(nameof(Manifests))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/any.json", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("{\"resources\": {\"x\": {\"type\": \"project.v0\", \"image\": \"no\", \"like\": \"container.v0\"}}}")]
    [InlineData("{\"resources\": [{\"type\": \"container.v0\", \"image\": \"no\"}]}")]
    public async Task What_only_looks_similar_has_no_images(string text) =>
        Assert.Equal("", await Deployment.ImagesAsync("aspire-manifest.json", text));
}
