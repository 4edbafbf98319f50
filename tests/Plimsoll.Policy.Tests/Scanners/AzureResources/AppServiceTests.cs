namespace Plimsoll.Policy.Tests.Scanners.AzureResources;

public class AppServiceTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Modules { get; } = new()
    {
        { "resource main 'Microsoft.Web/sites/sitecontainers@2024-04-01' = {\n  name: 'main'\n  parent: site\n  properties: {\n    image: 'r.azurecr.io/a:1'\n    isMain: true\n    targetPort: '80'\n  }\n}\n", "r.azurecr.io/a:1@5:13-29" },
        { "resource site 'Microsoft.Web/sites@2024-04-01' = {\n  name: 'image'\n  properties: { siteConfig: { linuxFxVersion: 'SITECONTAINERS' } }\n  resource side 'sitecontainers' = {\n    name: 'side'\n    properties: { image: 'a:1' }\n  }\n}\n", "a:1@6:27-30" },
        { "param tag string = '2'\nresource c 'Microsoft.Web/sites/siteContainers@2024-04-01' = if (x) {\n  properties: { image: 'a:${tag}' }\n}\n", "a:2@3:25-33" },
        { "resource c 'Microsoft.Web/sites/sitecontainers@2024-04-01' = [for s in sides: {\n  name: s.name\n  properties: { image: s.image, isMain: false }\n}]\n", "s.image@3:24-31" },
        { "resource pool 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {\n  properties: {\n    containerConfiguration: { containerImageNames: [ 'a:1', 'b:2' ], image: 'no:1' }\n  }\n}\n", "a:1@3:55-58 b:2@3:62-65" },
        { "module site 'br/public:avm/res/web/site:0.11.0' = {\n  params: {\n    containers: []\n    main: { name: 'm', image: 'a:1', isMain: true }\n  }\n}\n", "a:1@4:32-35" },
        { "resource w 'Microsoft.Web/sites@2024-04-01' = {\n  properties: { siteConfig: { windowsFxVersion: 'DOCKER|mcr.microsoft.com/a:1', image: 'no:1' } }\n}\n", "mcr.microsoft.com/a:1@2:57-78" },
    };

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task Images_are_found_in_bicep(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("main.bicep", text));

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task Images_are_found_in_bicep_whatever_the_line_endings_and_with_a_byte_order_mark(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/main.bicep", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    public static TheoryData<string, string> Templates { get; } = new()
    {
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"type\": \"Microsoft.Web/sites/sitecontainers\", \"name\": \"x/main\", \"properties\": {\"image\": \"a:1\", \"isMain\": true}}]}", "a:1@2:105-108" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"type\": \"Microsoft.Web/sites\", \"resources\": [{\"type\": \"sitecontainers\", \"properties\": {\"image\": \"a:1\"}}], \"properties\": {\"siteConfig\": {\"windowsFxVersion\": \"DOCKER|b:1\", \"linuxFxVersion\": \"SITECONTAINERS\"}}}]}", "a:1@2:113-116 b:1@2:180-183" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"type\": \"Microsoft.Batch/batchAccounts/pools\", \"properties\": {\"containerImageNames\": [\"a:1\", \"[parameters('x')]\"]}}],\n\"parameters\": {\"x\": {\"defaultValue\": \"b:1\"}}}", "a:1@2:103-106 b:1@3:39-42" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"type\": \"Microsoft.Web/sites/config\", \"properties\": {\"image\": \"no:1\"}}]}", "" },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Images_are_found_in_templates(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("arm.json", text));

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Images_are_found_in_templates_whatever_the_line_endings_and_with_a_byte_order_mark(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/arm.json", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
