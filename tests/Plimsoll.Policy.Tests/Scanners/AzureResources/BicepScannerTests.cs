
namespace Plimsoll.Policy.Tests.Scanners.AzureResources;

public class BicepScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Modules { get; } = new()
    {
        { "resource g 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = {\n  name: 'image'\n  properties: {\n    containers: [\n      {\n        name: 'x'\n        properties: {\n          image: 'a:1'\n          command: [ 'image', 'no:1' ]\n        }\n      }\n    ]\n  }\n}\n", "a:1@8:19-22" },
        { "resource g 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = {\n  name: 'image'\n  properties: {\n    containers: [\n      {\n        name: 'x'\n        properties: {\n          image: 'a:1' // why\n          command: [ 'image', 'no:1' ]\n        }\n      }\n    ]\n  }\n}\n", "a:1@8:19-22" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: 'reg:5000/a', name: 'image' }]\n    }\n  }\n}\n", "reg:5000/a@4:30-40" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      initContainers: [{ image: 'a:1', name: 'image' }]\n    }\n  }\n}\n", "a:1@4:34-37" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: image, name: 'image' }]\n    }\n  }\n}\nparam image string = 'a:1'\n", "a:1@8:23-26" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: image, name: 'image' }]\n    }\n  }\n}\n@description('the image')\n@allowed([\n  'a:1'\n  'b:2'\n])\nparam image string = 'a:1'\n", "a:1@13:23-26" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: image, name: 'image' }]\n    }\n  }\n}\nparam image 'a:1' | 'b:2' = 'a:1'\n", "a:1@8:30-33" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: image, name: 'image' }]\n    }\n  }\n}\nparam image string? = 'a:1'\n", "a:1@8:24-27" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: image, name: 'image' }]\n    }\n  }\n}\nparam image string\n", "image@4:29-34" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: image, name: 'image' }]\n    }\n  }\n}\nparam image string = ''\n", "image@4:29-34" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: image, name: 'image' }]\n    }\n  }\n}\nvar image = 'a:1'\n", "a:1@8:14-17" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: '${image}', name: 'image' }]\n    }\n  }\n}\nvar image = 'a:1'\n", "a:1@8:14-17" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: '${registry}/app:${tag}', name: 'image' }]\n    }\n  }\n}\nparam registry string = 'r.example'\nvar tag = '1.2'\n", "r.example/app:1.2@4:30-52" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: '${acr.properties.loginServer}/app:1.2', name: 'image' }]\n    }\n  }\n}\n", "${acr.properties.loginServer}/app:1.2@4:30-67" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: 'app:${tag}', name: 'image' }]\n    }\n  }\n}\nparam tag string\n", "app:${tag}@4:30-40" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: image, name: 'image' }]\n    }\n  }\n}\nvar image = '${registry}/app:1'\nparam registry string = 'r.example'\n", "r.example/app:1@8:14-31" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: images.web, name: 'image' }]\n    }\n  }\n}\nvar images = {\n  web: 'a:1'\n  'db': 'b:1'\n}\n", "a:1@9:9-12" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: images['db'], name: 'image' }]\n    }\n  }\n}\nvar images = {\n  web: 'a:1'\n  'db': 'b:1'\n}\n", "b:1@10:10-13" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: images.?web ?? 'b:1', name: 'image' }]\n    }\n  }\n}\nparam images object = { web: 'a:1' }\n", "b:1@4:45-48 a:1@8:31-34" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: images[1], name: 'image' }]\n    }\n  }\n}\nvar images = [\n  'a:1'\n  'b:1'\n]\n", "b:1@10:4-7" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: isProd ? 'a:1' : 'b:2', name: 'image' }]\n    }\n  }\n}\n", "a:1@4:39-42 b:2@4:47-50" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: isProd\n ? 'a:1'\n : 'b:2'\n name: 'image' }]\n    }\n  }\n}\n", "a:1@5:5-8 b:2@6:5-8" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: empty(x) && y != 'z' ? image : 'b:2', name: 'image' }]\n    }\n  }\n}\nvar image = 'a:1'\n", "b:2@4:61-64 a:1@8:14-17" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: 'a:${isProd ? '1' : '2'}', name: 'image' }]\n    }\n  }\n}\n", "a:1@4:30-53 a:2@4:30-53" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: format('{0}:{1}', 'a', tag), name: 'image' }]\n    }\n  }\n}\nvar tag = '1'\n", "a:1@4:29-56" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: concat('a:', tag), name: 'image' }]\n    }\n  }\n}\nvar tag = '1'\n", "a:1@4:29-46" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: toLower('A:1'), name: 'image' }]\n    }\n  }\n}\n", "toLower('A:1')@4:29-43" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: mod.outputs.image, name: 'image' }]\n    }\n  }\n}\n", "mod.outputs.image@4:29-46" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: '''a:1''', name: 'image' }]\n    }\n  }\n}\n", "a:1@4:32-35" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: '''\na:1\n''', name: 'image' }]\n    }\n  }\n}\n", "a:1@5:1-4" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: 'a:\\${x}', name: 'image' }]\n    }\n  }\n}\n", "a:${x}@4:30-37" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: 'a\\n:1', name: 'image' }]\n    }\n  }\n}\n", "a\n:1@4:30-35" },
        { "var c = [\n  { name: 'x', image: 'a:1' }\n]\nresource app 'x@y' = {\n  properties: {\n    template: {\n      containers: c\n    }\n  }\n}\n", "a:1@2:24-27" },
        { "resource app 'x@y' = if (deploy) {\n  properties: {\n    containers: [{ image: 'a:1' }]\n  }\n}\n", "a:1@3:28-31" },
        { "resource app 'x@y' = [for (n, i) in names: {\n  name: n\n  properties: {\n    containers: [for c in cs: {\n      image: '${c.name}:1.2'\n    }]\n  }\n}]\n", "${c.name}:1.2@5:15-28" },
        { "resource app 'x@y' = [for n in range(0, 3): if (n > 1) {\n  properties: {\n    containers: [{ image: 'a:1' }]\n  }\n}]\n", "a:1@3:28-31" },
        { "module m 'br/public:avm/res/app/container-app:0.11.0' = {\n  params: {\n    containers: [\n      {\n        image: 'a:1'\n        resources: { cpu: json('0.25') }\n      }\n    ]\n    image: 'no:1'\n  }\n}\n", "a:1@5:17-20" },
        { "resource p 'x@y' existing = {\n  name: 'image'\n  resource child 'z' = {\n    containers: [ { image: 'a:1' } ]\n  }\n}\n", "a:1@4:29-32" },
        { "resource w 'Microsoft.Web/sites@2022-09-01' = {\n  properties: {\n    siteConfig: {\n      linuxFxVersion: 'DOCKER|a:1'\n    }\n  }\n}\n", "a:1@4:31-34" },
        { "var v = 'DOCKER|a:1'\nresource w 'x@y' = {\n  properties: {\n    siteConfig: { linuxFxVersion: v }\n  }\n}\n", "a:1@1:17-20" },
        { "resource w 'x@y' = {\n  linuxFxVersion: 'DOCKER|${r}/a:1'\n  windowsFxVersion: 'docker|b:1'\n}\n", "${r}/a:1@2:27-35 b:1@3:29-32" },
        { "resource w 'x@y' = {\n  linuxFxVersion: 'NODE|18-lts'\n}\n", "" },
        { "#disable-next-line no-unused-params\nparam image string = 'containers'\n/* containers: [{ image: 'no:1' }] */\n// containers: [{ image: 'no:2' }]\n", "" },
        { "targetScope = 'subscription'\nmetadata x = { image: 'no' }\ntype t = {\n  image: string\n}\nfunc f(a string) string => '${a}:1'\nimport * as x from 'y'\nvar é = '😀'\nresource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: 'a:1', name: 'image' }]\n    }\n  }\n}\n", "a:1@12:30-33" },
        { "resource s 'Microsoft.Storage/x@y' = {\n  containers: [{ name: 'image' }]\n  image: 'no:1'\n  sku: { image: 'no:2' }\n}\noutput image string = 'no:3'\n", "" },
        { "resource app 'x@y' = {\n  containers: concat([{ image: 'a:1' }], extra)\n}\nvar extra = [{ image: 'b:1' }]\n", "a:1@2:33-36 b:1@4:24-27" },
        { "resource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: p ? 'a:1' : q ? 'b:1' : r ? 'c:1' : s ? 'd:1' : t ? 'e:1' : u ? 'f:1' : 'g:1', name: 'image' }]\n    }\n  }\n}\n", "a:1@4:34-37 b:1@4:46-49 c:1@4:58-61 d:1@4:70-73 e:1@4:82-85 f:1@4:94-97 g:1@4:102-105" },
        { "var x = 'unclosed\nresource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: 'a:1', name: 'image' }]\n    }\n  }\n}\n", "a:1@5:30-33" },
        { "}\n)\nresource app 'Microsoft.App/containerApps@2023-05-01' = {\n  properties: {\n    template: {\n      containers: [{ image: 'a:1', name: 'image' }]\n    }\n  }\n}\n", "a:1@6:30-33" },
    };

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("main.bicep", text));

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/main.bicep", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task A_comment_takes_a_finding_back()
    {
        using var deployment = new Deployment().With("main.bicep", "resource a 'b@c' = {\n  containers: [\n    // plimsoll:ignore missing-tag why\n    { image: 'a' }\n    { image: 'b' } // plimsoll:ignore missing-tag why\n  ]\n}\n");

        var result = await deployment.CheckAsync();

        Assert.Equal(2, result.Findings.Count);
        Assert.All(result.Findings, finding => Assert.NotNull(finding.Suppression));
    }

    [Fact]
    public async Task References_in_a_circle_and_deep_nesting_end()
    {
        Assert.Equal("a@2:9-10", await Deployment.ImagesAsync("main.bicep", "var a = b\nvar b = a\nvar x = {\n containers: [{ image: a }]\n}\n"));
        foreach (var opener in new[] { "[", "{", "(", "!", "f(", "a ? ", "'${", "a {", "a[", "{a:", "[for x in ", "if (a) ", "a ?? " })
            Assert.Equal("", await Deployment.ImagesAsync("main.bicep", "var image = " + string.Concat(Enumerable.Repeat(opener, 50_000)) + " containers"));
    }
}
