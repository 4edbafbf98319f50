namespace Plimsoll.Policy.Tests.Scanners.Kubernetes;

/// <summary>A pattern that images must match is no image; what stands beside it, or what a rule creates, is.</summary>
public class PatternResourcesTests
{
    private const string Disallow = """
        apiVersion: kyverno.io/v1
        kind: ClusterPolicy
        metadata: { name: disallow-latest }
        spec:
          rules:
          - name: tag
            match: { any: [{ resources: { kinds: [Pod] } }] }
            validate:
              pattern:
                spec:
                  containers:
                  - image: "!*:latest"
                  =(initContainers):
                  - image: nginx:latest

        """;

    [Theory]
    [InlineData("apiVersion: kyverno.io/v2beta1\nkind: Policy\nspec: { rules: [{ mutate: { patchStrategicMerge: { spec: { containers: [{ (image): '*:*', image: 'a:latest' }] } } } }] }\n")]
    [InlineData("apiVersion: policies.kyverno.io/v1alpha1\nkind: ImageValidatingPolicy\nspec: { matchImageReferences: [{ glob: 'a/*' }], containers: [{ image: 'a:latest' }] }\n")]
    [InlineData("apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: K8sAllowed\nspec: { parameters: { containers: [{ image: 'a:latest' }] } }\n")]
    [InlineData("apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nspec: { containers: [{ image: 'a:latest' }] }\n")]
    [InlineData("apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: { versions: [{ schema: { openAPIV3Schema: { properties: { image: { type: string, default: 'a:latest' } }, default: { containers: [{ image: 'a:latest' }] } } } }] }\n")]
    [InlineData("apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nspec: { parameters: [{ properties: { image: { default: 'a:latest' } } }], steps: [{ action: fetch:template, input: { values: { image: '${{ parameters.image }}' } } }] }\n")]
    public async Task A_pattern_is_no_image(string text)
    {
        Assert.Equal("", await Deployment.ImagesAsync("policy.yaml", text));
        Assert.Equal("", await Deployment.FindingsAsync("policy.yaml", text));
    }

    [Fact]
    public async Task It_hides_nothing_beside_it()
    {
        using var deployment = new Deployment().With("all.yaml", Disallow + "---\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: redis:latest\n");
        var result = await deployment.CheckAsync();
        Assert.Equal("redis:latest", Assert.Single(result.Images).Use.Image);
        Assert.Empty(result.Unread);
    }

    [Fact]
    public async Task What_a_rule_creates_is_an_image() =>
        Assert.Equal("a:latest@3:73-81", await Deployment.ImagesAsync("generate.yaml", "apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nspec: { rules: [{ generate: { data: { spec: { containers: [{ image:     a:latest }] } } } }] }\n"));
}
