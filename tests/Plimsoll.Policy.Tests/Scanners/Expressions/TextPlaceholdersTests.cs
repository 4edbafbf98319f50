namespace Plimsoll.Policy.Tests.Scanners.Expressions;

/// <summary>What another tool replaces first is unresolved, and no mistake; a mistake stays one.</summary>
public class TextPlaceholdersTests
{
    private static Task<string> FindingsAsync(string image) =>
        Deployment.FindingsAsync("pod.yaml", $"apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: '{image}'\n");

    [Theory]
    [InlineData("ko://example.com/shop/cmd/app")]
    [InlineData("IMAGE")]
    [InlineData("BASE_IMAGE:TAG")]
    [InlineData("REGISTRY/IMAGE:1.2.3@DIGEST")]
    [InlineData("PLACEHOLDER-IMAGE")]
    [InlineData("<image>")]
    [InlineData("acme/app:<tag>")]
    [InlineData("acme/app:@TAG@")]
    [InlineData("@IMAGE@")]
    [InlineData("%%IMAGE%%")]
    [InlineData("acme/app:%VERSION%")]
    [InlineData("__IMAGE__")]
    [InlineData("acme/app:#{Build.Number}#")]
    [InlineData("[[ image ]]")]
    [InlineData("<% image %>")]
    [InlineData("acme/app:TAG")]
    [InlineData("acme/app:IMAGE_TAG")]
    [InlineData("acme/app:APP_VERSION")]
    public async Task A_placeholder_is_unresolved(string image) =>
        Assert.Matches("^unresolved@", await FindingsAsync(image));

    [Theory]
    [InlineData("Nginx:1.2.3", "invalid-reference")]
    [InlineData("acme/Web:latest", "invalid-reference")]
    [InlineData("nginx@latest", "invalid-reference")]
    [InlineData("nginx:1.2.3@sha256:12", "invalid-reference")]
    [InlineData("nginx:LATEST", "mutable-tag")]
    [InlineData("nginx:Latest", "mutable-tag")]
    [InlineData("@REGISTRY@/app:latest", "mutable-tag")]
    [InlineData("REGISTRY/app:latest", "mutable-tag")]
    [InlineData("docker://nginx:latest", "invalid-reference")]
    public async Task A_mistake_or_a_moving_tag_is_none(string image, string rule) =>
        Assert.Matches($"^{rule}@", await FindingsAsync(image));

    [Theory]
    [InlineData("REGISTRY/app:1.2.3")]
    [InlineData("{{ registry }}/app:1.2.3")]
    [InlineData("__REGISTRY__/app:1.2.3")]
    public async Task A_known_tag_is_judged_whatever_stands_before_it(string image) =>
        Assert.Equal("", await FindingsAsync(image));

    [Theory]
    [InlineData("FROM {{image}}\n", "unresolved@1:6-15")]
    [InlineData("FROM {{ base.image }} AS build\nFROM build\n", "unresolved@1:6-22")]
    [InlineData("FROM acme/app:{{ tag }}\n", "unresolved@1:6-24")]
    [InlineData("FROM %%BASE%%\n", "unresolved@1:6-14")]
    [InlineData("FROM @BASE@\n", "unresolved@1:6-12")]
    [InlineData("FROM BASE_IMAGE\n", "unresolved@1:6-16")]
    [InlineData("FROM {{ registry }}/app:latest\n", "mutable-tag@1:6-31")]
    [InlineData("FROM Alpine:3.20.3\n", "invalid-reference@1:6-19")]
    public async Task So_it_is_in_Dockerfiles(string text, string expected) =>
        Assert.Equal(expected, await Deployment.FindingsAsync("Dockerfile", text));

    [Fact]
    public async Task The_reason_names_ko()
    {
        using var deployment = new Deployment().With("pod.yaml", "apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: 'ko://example.com/cmd/app' }] }\n");
        var finding = Assert.Single((await deployment.CheckAsync()).Findings);
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains("ko builds it", finding.Message, StringComparison.Ordinal);
    }
}
