using Plimsoll.Oci.Images;
using Plimsoll.Policy.Pinning;

namespace Plimsoll.Policy.Tests.Pinning;

/// <summary>Tags without quotes that YAML reads as a number or a boolean.</summary>
public class UnquotedTagTests
{
    private static readonly string One = "sha256:" + new string('1', 64);

    private sealed class Anything : IImageResolver
    {
        public Task<Digest?> ResolveAsync(ImageReference image, CancellationToken cancellationToken) => Task.FromResult<Digest?>(Digest.Parse(One));

        public Task<bool> IsSignedAsync(ImageReference image, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<string> ListTagsAsync(ImageReference repository, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private static async Task<(string Text, string? Reason)> PinAsync(string file, string text)
    {
        using var deployment = new Deployment().With("Chart.yaml", "apiVersion: v2\nname: x\nversion: 1.0.0\n").With(file, text);
        var plan = await new PinPlanner(new Anything(), new PinOptions()).PlanAsync([], deployment.Path);
        await plan.ApplyAsync();
        return ((await File.ReadAllTextAsync(Path.Combine(deployment.Path, file))).Replace(One, "<1>", StringComparison.Ordinal), plan.Skipped.SingleOrDefault()?.Reason);
    }

    [Theory]
    [InlineData("values.yaml", "image:\n  repository: nginx\n  tag: 1.10\n", "1.10", "1.1")]
    [InlineData("values.yaml", "image: {repository: nginx, tag: 1.10, digest: ''}\n", "1.10", "1.1")]
    [InlineData("values.yaml", "image:\n  repository: nginx\n  tag: 0123456\n", "0123456", "42798")]
    [InlineData("values.yaml", "image:\n  repository: nginx\n  tag: 1e3\n", "1e3", "1000")]
    [InlineData("kustomization.yaml", "images:\n- name: nginx\n  newTag: 1.20\n", "1.20", "1.2")]
    public async Task A_number_that_is_another_tag_is_not_pinned(string file, string text, string written, string read)
    {
        var (after, reason) = await PinAsync(file, text);

        Assert.Equal(text, after);
        Assert.Equal($"Without quotes, its tag {written} is read as {read}: put the one that is meant in quotes.", reason);
    }

    [Theory]
    [InlineData("20261130", "is a number, which not every version writes alike")]
    [InlineData(".nan", "is a number, which not every version writes alike")]
    [InlineData("y", "is read as true")]
    [InlineData("n", "counts as none where a template has a default")]
    [InlineData("0", "counts as none where a template has a default")]
    public async Task A_number_that_is_no_certain_tag_is_not_pinned(string tag, string problem)
    {
        var text = $"image: {{repository: nginx, tag: {tag}}}\n";
        Assert.Equal((text, $"Without quotes, its tag {tag} {problem}: put the one that is meant in quotes."), await PinAsync("values.yaml", text));
    }

    [Theory]
    [InlineData("values.yaml", "image:\n  repository: nginx\n  tag: \"1.10\"\n", "image:\n  repository: nginx\n  tag: \"1.10@<1>\"\n")]
    [InlineData("values.yaml", "image:\n  repository: nginx\n  tag: 1.27\n", "image:\n  repository: nginx\n  tag: 1.27@<1>\n")]
    [InlineData("values.yaml", "image:\n  repository: nginx\n  tag: 2\n", "image:\n  repository: nginx\n  tag: 2@<1>\n")]
    [InlineData("values.yaml", "image:\n  repository: nginx\n  tag: 1.10.0\n", "image:\n  repository: nginx\n  tag: 1.10.0@<1>\n")]
    [InlineData("kustomization.yaml", "images:\n- name: nginx\n  newTag: 20261130\n", "images:\n- name: nginx\n  newTag: 20261130\n  digest: <1>\n")]
    [InlineData("azure-pipelines.yml", "resources:\n  containers:\n  - {container: a, type: ACR, azureSubscription: x, registry: r, repository: nginx, tag: 1.10}\n", null)]
    public async Task A_number_that_is_the_same_tag_is_pinned_as_a_text(string file, string text, string? after)
    {
        var (pinned, reason) = await PinAsync(file, text);

        Assert.Equal(after ?? text, pinned);
        Assert.DoesNotContain("quotes", reason ?? "", StringComparison.Ordinal);
    }
}
