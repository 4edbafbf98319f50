namespace Plimsoll.Policy.Tests.Scanners.Docker;

public class DevContainerScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Containers { get; } = new()
    {
        { "{\n  \"image\": \"mcr.microsoft.com/devcontainers/base:ubuntu\"\n}\n", "mcr.microsoft.com/devcontainers/base:ubuntu@2:13-56" },
        { "// image: no\n{\n\t\"image\": /* \"x\" */ \"a:1\", // \"image\": \"b\"\n\t/* \"image\":\n\t\"c\" */\n\t\"name\": \"https://x // y /* z\",\n}\n", "a:1@3:22-25" },
        { "{\"features\": {\n  \"ghcr.io/devcontainers/features/node:1\": {\"version\": \"20\"}, // why\n  \"./local\": {},\n  \"https://x.example/y.tgz\": {},\n  \"docker-in-docker\": {},\n  \"ghcr.io/a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\": {},\n}, \"overrideFeatureInstallOrder\": [\"ghcr.io/no\"],}\n", "ghcr.io/devcontainers/features/node:1@2:4-41 ghcr.io/a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855@6:4-87" },
        { "{\"image\": \"a:${localEnv:TAG:latest}\"}", "a:latest@1:12-36" },
        { "{\"image\": \"a:${localEnv:TAG}\"}", "a:${localEnv:TAG}@1:12-29" },
        { "{\"image\": \"${templateOption:x}/b:1\"}", "${templateOption:x}/b:1@1:12-35" },
        { "{\"image\": \"a:${x\"}", "a:${x@1:12-17" },
        { "{\"build\": {\"dockerfile\": \"Dockerfile\", \"args\": {\"image\": \"x\"}}}", "" },
        { "{\"image\": \"a\\/b:1\", \"features\": [], \"dependsOn\": {\"reg.example/f\": {}}}", "a/b:1@1:12-18 reg.example/f@1:52-65" },
        { "[\"image\"]", "" },
        { "{\"image\": \"a:1\" /* open", "" },
    };

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Images_are_found_at_their_tokens(string text, string expected)
    {
        Assert.Equal(expected, await Deployment.ImagesAsync(".devcontainer/devcontainer.json", text));
        Assert.Equal(expected, await Deployment.ImagesAsync(".devcontainer.json", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("sub/.devcontainer/python/devcontainer.json", "a:1@1:12-15")]
    [InlineData(".devcontainer/devcontainer-lock.json", "")]
    [InlineData("package.json", "")]
    public async Task A_development_container_is_known_by_its_path(string file, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, "{\"image\": \"a:1\"}"));

    [Fact]
    public async Task Comments_in_other_json_do_no_harm() =>
        Assert.Equal("a:1@3:41-44", await Deployment.ImagesAsync("pod.json", "{\"kind\": \"Pod\", // why\n  /* image */\n  \"spec\": {\"containers\": [{ \"image\":   \"a:1\" }]}}"));
}
