namespace Plimsoll.Policy.Tests.Scanners.GitOps;

public class ArgoCdSourceScannerTests
{
    public static TheoryData<string, string> Places { get; } = new()
    {
        { "kustomize:\n  images:\n  - quay.io/a/app:latest\n  - web=r.io/web:1.2\n  - 'redis:7'\n", "quay.io/a/app:latest@3:5-25 r.io/web:1.2@4:9-21 redis:7@5:6-13" },
        { "helm:\n  parameters:\n  - name: image.repository\n    value: r.io/a\n    forcestring: true\n  - name: image.tag\n    value: 1.2.3\n    forcestring: true\n", "r.io/a:1.2.3@7:12-17" },
        { "helm:\n  values: |\n    image:\n      repository: a\n      tag: '2'\n", "a:2@5:13-14" },
        { "helm:\n  valuesObject: {webImage: 'a:1'}\n", "a:1@2:29-32" },
        { "helm:\n  releaseName: image\n", "" },
        { "images: [a:1]\n", "" },
        { "", "" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(".argocd-source-shop.yaml", text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(".argocd-source.yaml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task Only_the_name_makes_it_one() =>
        Assert.Equal("", await Deployment.ImagesAsync("source.yaml", "kustomize: {images: [a:1]}\n"));
}
