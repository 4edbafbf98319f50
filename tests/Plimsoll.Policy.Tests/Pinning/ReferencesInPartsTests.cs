using Plimsoll.Oci.Images;
using Plimsoll.Policy.Pinning;

namespace Plimsoll.Policy.Tests.Pinning;

/// <summary>References of Terraform whose parts are arguments of their own: no argument takes the digest, and the reason says so.</summary>
public class ReferencesInPartsTests
{
    private sealed class Resolver : IImageResolver
    {
        public Task<Digest?> ResolveAsync(ImageReference image, CancellationToken cancellationToken) => Task.FromResult<Digest?>(PinProof.DigestOf(image));

        public Task<bool> IsSignedAsync(ImageReference image, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<string> ListTagsAsync(ImageReference repository, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    [Theory]
    [InlineData("resource \"azurerm_linux_web_app\" \"x\" {\n  site_config {\n    application_stack {\n      docker_registry_url = \"https://r.example\"\n      docker_image_name = \"a:1\"\n    }\n  }\n}\n", "r.example/a:1")]
    [InlineData("resource \"azurerm_linux_web_app\" \"x\" {\n  site_config {\n    application_stack {\n      docker_image = \"a\"\n      docker_image_tag = \"1\"\n    }\n  }\n}\n", "a:1")]
    [InlineData("resource \"azurerm_linux_function_app\" \"x\" {\n  site_config {\n    application_stack {\n      docker {\n        registry_url = \"https://r.example\"\n        image_name = \"a\"\n        image_tag = \"1\"\n      }\n    }\n  }\n}\n", "r.example/a:1")]
    [InlineData("resource \"digitalocean_app\" \"x\" {\n  spec {\n    service {\n      image {\n        registry_type = \"GHCR\"\n        registry = \"acme\"\n        repository = \"a\"\n        tag = \"1\"\n      }\n    }\n  }\n}\n", "ghcr.io/acme/a:1")]
    [InlineData("module \"x\" {\n  image_repository = \"acme/a\"\n  image_tag = \"1\"\n}\n", "acme/a:1")]
    public async Task Parts_in_several_arguments_take_no_digest(string text, string image)
    {
        var plan = await PlanAsync(text);

        Assert.Empty(plan.Files);
        var skipped = Assert.Single(plan.Skipped);
        Assert.Equal((image, "Its parts stand in several arguments."), (skipped.Image, skipped.Reason));
    }

    [Theory]
    [InlineData("resource \"azurerm_linux_web_app\" \"x\" {\n  site_config {\n    application_stack {\n      docker_image_name = \"a:1\"\n    }\n  }\n}\n")]
    [InlineData("module \"x\" {\n  container_image = \"a:1\"\n}\n")]
    public async Task A_reference_in_one_argument_takes_it(string text)
    {
        var plan = await PlanAsync(text);

        Assert.Empty(plan.Skipped);
        Assert.Single(plan.Files);
    }

    private static async Task<PinPlan> PlanAsync(string text)
    {
        using var deployment = new Deployment().With("main.tf", text);
        return await new PinPlanner(new Resolver(), new PinOptions()).PlanAsync([], deployment.Path);
    }
}
