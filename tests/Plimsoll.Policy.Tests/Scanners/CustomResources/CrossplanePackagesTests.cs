namespace Plimsoll.Policy.Tests.Scanners.CustomResources;

public class CrossplanePackagesTests
{
    // The name of a file, its text, the images with line and columns.
    public static TheoryData<string, string, string> Places { get; } = new()
    {
        { "provider.yaml", "apiVersion: pkg.crossplane.io/v1\nkind: Provider\nspec:\n  package: xpkg.upbound.io/a/b:v1.2.3\n", "xpkg.upbound.io/a/b:v1.2.3@4:12-38" },
        { "provider.yaml", "apiVersion: pkg.crossplane.io/v1\nkind: Function\nspec:\n  package: a/b:v1\n", "a/b:v1@4:12-18" },
        { "crossplane.yaml", "apiVersion: meta.pkg.crossplane.io/v1\nkind: Configuration\nspec:\n  dependsOn:\n  - provider: xpkg.upbound.io/a/b\n    version: \">=v1.0.0\"\n  - {function: x.io/c/d, version: v1.2.3}\n  - {apiVersion: pkg.crossplane.io/v1, kind: Function, package: x.io/e, version: v1}\n", "xpkg.upbound.io/a/b@6:15-23 x.io/c/d:v1.2.3@7:35-41 x.io/e@8:82-84" },
        { "runtime.yaml", "apiVersion: pkg.crossplane.io/v1beta1\nkind: DeploymentRuntimeConfig\nspec: {deploymentTemplate: {spec: {template: {spec: {containers: [{image: a:1}]}}}}}\n", "a:1@3:75-78" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Packages_are_found_at_their_tokens(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("xpkg.upbound.io/a/b:v1.2.3", "")]
    [InlineData("xpkg.upbound.io/a/b", "missing-tag@4:12-31")]
    [InlineData("a/b:latest", "mutable-tag@4:12-22")]
    public async Task They_are_judged_by_their_tags(string package, string expected) =>
        Assert.Equal(expected, await Deployment.FindingsAsync("provider.yaml", $"apiVersion: pkg.crossplane.io/v1\nkind: Provider\nspec:\n  package: {package}\n"));
}
