namespace Plimsoll.Policy.Tests.Scanners.Fly;

public class FlyScannerTests
{
    public static TheoryData<string, string, string> Places { get; } = new()
    {
        { "fly.toml", "app = \"image\"\nprimary_region = 'ams'\n\n[build]\n  image = \"nginx:1.27.3\" # why\n\n[env]\n  IMAGE = \"no:1\"\n", "nginx:1.27.3@5:12-24" },
        { "web/fly.staging.toml", "# image = \"no:1\"\napp = \"é😀\"\n[build]\nbuilder = 'a/b:base'\nbuildpacks = [\"gcr.io/c\", 'heroku/nodejs', \"d:1\"]\n[build.args]\nBASE_IMAGE = \"e:2\"\nVERSION = \"f:3\"\nGO_BASE=\"g:4\"\n", "a/b:base@4:12-20 gcr.io/c@5:16-24 d:1@5:45-48 e:2@7:15-18 g:4@9:10-13" },
        { "fly.toml", "[build]\nbuildpacks = [\"docker://gcr.io/c/go:1\", 'https://example.com/a:1']\n", "gcr.io/c/go:1@2:25-38" },
        { "web.fly.toml", "build = { image = \"a\", x = 1 }\n[[services]]\nimage = 'no:1'\n", "a@1:20-21" },
        { "fly-prod.toml", "build.image = \"r.io/a@sha256:x\"\n[processes]\napp = \"docker run no:1\"\n", "r.io/a@sha256:x@1:16-31" },
        { "fly.toml", "app = \"x\"\n[build]\ndockerfile = \"Dockerfile.image\"\n", "" },
        { "fly.toml", "[[build]]\nimage = 'no:1'\n[http_service]\nimage = 'no'\n", "" },
        { "butterfly.toml", "[build]\nimage = \"no:1\"\n", "" },
        { "fly.toml", "[build]\nimage = \"\"\"\na:1\"\"\"\n[build.x]\n[build.x.y]\nimage = 'no'\n", "a:1@3:1-4" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Images_are_found_at_their_tokens(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("[build\nimage = \"a:1\"\n", "unreadable-file@1:7-7")]
    [InlineData("[build]\nimage = \"a:1\n", "unreadable-file@2:13-13")]
    [InlineData("app = \nbuild = {image = 'a:1.0.0'}\n", "unreadable-file@1:7-7")]
    [InlineData("[build]\nimage = 'a:1.0.0'\nimage = 'b:1.0.0'\n", "unreadable-file@3:1-1")]
    public async Task A_file_that_is_not_valid_is_told_at_the_place_of_the_mistake(string text, string expected) =>
        Assert.Equal(expected, await Deployment.FindingsAsync("fly.toml", text));

    [Fact]
    public async Task One_that_is_nested_without_end_is_told() =>
        Assert.Equal("unreadable-file@1:1-1", await Deployment.FindingsAsync("fly.toml", "build = " + new string('[', 100_000)));
}
