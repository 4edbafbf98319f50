namespace Plimsoll.Policy.Tests.Scanners.AzurePipelines;

public class AzureTaskImagesTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Pipelines { get; } = new()
    {
        { "steps:\n- task: AzureContainerApps@1\n  inputs:\n    imageToDeploy: a:1\n", "a:1@4:20-23" },
        { "steps:\n- task: SSH@0\n  inputs:\n    runOptions: inline\n    inline: docker pull a:1\n- task: SSH@0\n  inputs: {runOptions: commands, commands: 'docker pull b:2'}\n", "a:1@5:25-28 b:2@7:57-60" },
        { "steps:\n- task: AzureFunctionAppContainer@1\n  inputs:\n    imageName: 'a:1'\n", "a:1@4:17-20" },
        { "steps:\n- task: AzureWebAppContainer@1\n  inputs:\n    appName: image\n    containers: r.azurecr.io/a:$(tag)\n- task: AzureFunctionAppContainer@1\n  inputs: {imageName: 'b/c:1'}\n- task: AzureContainerApps@1\n  inputs:\n    imageToDeploy: d:1\n- task: Other@1\n  inputs: {imageName: no/a:1}\nvariables: {tag: '1'}\n", "r.azurecr.io/a:1@5:17-38 b/c:1@7:24-29 d:1@10:20-23" },
        { "steps:\n- task: Docker@2\n  inputs:\n    command: build\n    repository: r.io/a\n- task: AzureWebAppContainer@1\n  inputs:\n    containers: |\n      r.io/a:$(Build.BuildId)\n      r.io/b:$(Build.BuildId)\n- task: AzureContainerApps@1\n  inputs: {imageToBuild: r.io/c:1}\n- script: docker push r.io/c:1; docker run r.io/c:1\n", "r.io/b:$(Build.BuildId)@10:7-30" },
    };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("azure-pipelines.yml", text));

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Images_are_found_at_their_tokens_whatever_the_line_endings_and_with_a_byte_order_mark(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/azure-pipelines.yaml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
