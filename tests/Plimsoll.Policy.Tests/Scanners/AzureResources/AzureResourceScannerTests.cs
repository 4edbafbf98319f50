namespace Plimsoll.Policy.Tests.Scanners.AzureResources;

public class AzureResourceScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Resources { get; } = new()
    {
        { "type: Microsoft.App/containerApps\nkind: containerapp\nlocation: westeurope\nname: web\nproperties:\n  configuration:\n    ingress: {external: true}\n  template:\n    initContainers:\n    - image: 'b:2'\n    containers:\n    - image: a:1 # why\n      name: image\n      env: [{name: image, value: no:1}]\n", "b:2@10:15-18 a:1@12:14-17" },
        { "apiVersion: '2021-10-01'\nlocation: eastus\nname: group\nproperties:\n  containers:\n  - name: web\n    properties:\n      image: mcr.microsoft.com/aci/a:latest\n      ports: [{port: 80}]\n  - {name: side, properties: {image: \"b:1\"}}\n  osType: Linux\ntype: Microsoft.ContainerInstance/containerGroups\n", "mcr.microsoft.com/aci/a:latest@8:14-44 b:1@10:39-42" },
        { "type: Microsoft.App/jobs\nproperties:\n  template:\n    containers: [{image: 'r.azurecr.io/a:${TAG:-1}'}, {image: b:$T}]\n", "r.azurecr.io/a:1@4:27-51 b:$T@4:63-67" },
        { "{\"type\": \"Microsoft.App/jobs\", \"properties\": {\"template\": {\"containers\": [{\"image\": \"a:1\"}, 1]}}}", "a:1@1:86-89" },
        { "properties:\n  containers:\n    image: no:1\n", "" },
        { "properties:\n  containers:\n  - name: x\n    image: no\n", "" },
    };

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("app.yaml", text));

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Images_are_found_at_their_tokens_whatever_the_line_endings_and_with_a_byte_order_mark(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/group.yml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
