namespace Plimsoll.Policy.Tests.Scanners.AzureDeveloper;

public class AzureDeveloperScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Projects { get; } = new()
    {
        { "name: shop\nservices:\n  web:\n    project: ./src/web\n    host: containerapp\n    docker:\n      path: ./Dockerfile\n      image: acme/no:1\n      tag: latest\n  proxy:\n    host: containerapp\n    image: envoyproxy/envoy:v1.32\n", "envoyproxy/envoy:v1.32@12:12-34" },
        { "services:\n  a: {host: aks, image: 'a:${TAG}'}\n  b: {image: b:1}\n  c: {host: function}\n", "a:${TAG}@2:26-34 b:1@3:14-17" },
        { "services:\n  a: {host: appservice, hooks: {predeploy: {shell: sh, run: 'docker pull a:1'}}}\nhooks:\n  preprovision:\n    posix:\n      shell: sh\n      run: |\n        echo image\n        docker run b:2 x\n    windows:\n      shell: pwsh\n      run: docker run no:1\n  postdeploy:\n  - run: kubectl run x --image c:3\n  - run: hooks/image.sh\n", "a:1@2:74-77 b:2@9:20-23 c:3@14:32-35" },
        { "services:\n  a: {host: example.com}\nimage: no:1\n", "" },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("azure.yaml", text));

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task Images_are_found_at_their_tokens_whatever_the_line_endings_and_with_a_byte_order_mark(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/azure.yml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
