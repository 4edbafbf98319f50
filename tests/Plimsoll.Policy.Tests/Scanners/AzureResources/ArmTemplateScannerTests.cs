namespace Plimsoll.Policy.Tests.Scanners.AzureResources;

public class ArmTemplateScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Templates { get; } = new()
    {
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"a:1\"}}]}}]}", "a:1@2:102-105" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"template\": {\"initContainers\": [{\"image\": \"a:1\"}], \"containers\": [{\"image\": \"b:1\"}, {}]}}}]}", "a:1@2:91-94 b:1@2:125-128" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"[parameters('i')]\"}}]}}],\n\"parameters\": {\"i\": {\"type\": \"string\", \"defaultValue\": \"a:1\"}}}", "a:1@3:57-60" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"[variables('i')]\"}}]}}],\n\"variables\": {\"i\": \"a:1\"}}", "a:1@3:21-24" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"[concat('a:', parameters('t'))]\"}}]}}],\n\"parameters\": {\"t\": {\"defaultValue\": \"1.2\"}}}", "a:1.2@2:102-133" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"[format('{0}/a:{1}', variables('r'), parameters('t'))]\"}}]}}],\n\"parameters\": {\"t\": {\"defaultValue\": \"1\"}}, \"variables\": {\"r\": \"r.example\"}}", "r.example/a:1@2:102-156" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"[variables('i').web]\"}}]}}],\n\"variables\": {\"i\": {\"web\": \"a:1\"}}}", "a:1@3:29-32" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"[variables('i')['web']]\"}}]}}],\n\"variables\": {\"i\": {\"web\": \"a:1\"}}}", "a:1@3:29-32" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"[variables('i')]\"}}]}}],\n\"variables\": {\"i\": \"[concat('a:', parameters('t'))]\"}, \"parameters\": {\"t\": {\"defaultValue\": \"1\"}}}", "a:1@3:21-52" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"[if(equals(1, 2), 'a:1', variables('i'))]\"}}]}}],\n\"variables\": {\"i\": \"b:1\"}}", "a:1@2:121-124 b:1@3:21-24" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"[parameters('i')]\"}}]}}],\n\"parameters\": {\"i\": {\"type\": \"string\"}}}", "[parameters('i')]@2:102-119" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"[concat(reference('x').loginServer, '/a:1')]\"}}]}}]}", "[concat(reference('x').loginServer, '/a:1')]@2:102-146" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"[concat(parameters('r'), '/a:1')]\"}}]}}]}", "[concat(parameters('r'), '/a:1')]@2:102-135" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": \"[variables('c')]\"}}],\n\"variables\": {\"c\": [{\"image\": \"a:1\"}]}}", "a:1@3:32-35" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"siteConfig\": {\"linuxFxVersion\": \"DOCKER|a:1\"}}}]}", "a:1@2:89-92" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"siteConfig\": {\"linuxFxVersion\": \"[concat('DOCKER|', 'a:1')]\"}}}]}", "a:1@2:82-108" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"siteConfig\": {\"linuxFxVersion\": \"NODE|18\"}, \"image\": \"no:1\"}}]}", "" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"[parameters('a')\"}}]}}]}", "[parameters('a')@2:102-118" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": \"\"}}]}}]}", "" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": null}}]}}]}", "" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"containers\": [{\"name\": \"x\", \"properties\": {\"image\": {}}}]}}]}", "" },
        { "{\"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\",\n\"resources\": [{\"name\": \"image\", \"properties\": {\"image\": \"no:1\"}}],\n\"outputs\": {\"containers\": [{\"image\": \"no:1\"}]}}", "" },
        { "{\"$schema\": \"https://x/deploymentParameters.json#\", \"containers\": [{\"image\": \"no:1\"}], \"x\": \"deploymentTemplate\"}", "" },
        { "{\"resources\": [{\"containers\": [{\"image\": \"no:1\"}]}], \"x\": \"deploymentTemplate\"}", "" },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("azuredeploy.json", text));

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/y.json", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task A_comment_takes_a_finding_back()
    {
        using var deployment = new Deployment().With("a.json", "{\"$schema\": \"https://x/deploymentTemplate.json#\", \"resources\": {\"containers\": [\n// plimsoll:ignore missing-tag why\n{\"image\": \"a\"}]}}");

        Assert.NotNull(Assert.Single((await deployment.CheckAsync()).Findings).Suppression);
    }
}
