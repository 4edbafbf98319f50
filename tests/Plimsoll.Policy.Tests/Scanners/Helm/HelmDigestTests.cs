namespace Plimsoll.Policy.Tests.Scanners.Helm;

/// <summary>Digests in keys of their own, with their algorithm and without.</summary>
public class HelmDigestTests
{
    private const string Hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Digest = "sha256:" + Hex;

    public static TheoryData<string, string> Values { get; } = new()
    {
        { "image: {repository: a, tag: v1, sha: " + Hex + "}\n", $"a:v1@{Digest}@1:38-102" },
        { "image: {repository: a, tag: v1, sha: '" + Digest + "'}\n", $"a:v1@{Digest}@1:39-110" },
        { "image: {repository: a, tag: v1, sha256: \"" + Hex + "\"}\n", $"a:v1@{Digest}@1:42-106" },
        { "image: {repository: a, tag: v1, digest: " + Hex + "}\n", $"a:v1@{Digest}@1:41-105" },
        { "image: {repository: a, imageTag: v1, imageSha: " + Hex + "}\n", $"a:v1@{Digest}@1:48-112" },
        { "image: {repository: a, imageDigest: " + Digest + "}\n", $"a@{Digest}@1:37-108" },
        { "image:\n  registry: quay.io\n  repository: a/b\n  tag: v1\n  sha: \"\"\n", "quay.io/a/b:v1@4:8-10" },
        { "image: {repository: a, tag: '', sha: ''}\n", "a:9.9.9@1:21-22" },
        { "image: {repository: a, tag: '', sha: " + Hex + "}\n", $"a@{Digest}@1:38-102" },
        { "thanosImage: {registry: quay.io, repository: a, tag: v1, sha: " + Hex + "}\n", $"quay.io/a:v1@{Digest}@1:63-127" },
        { "proxy: {repository: a, sha: " + Hex + "}\n", $"a@{Digest}@1:29-93" },
        { "image: {sha: " + Hex + "}\n", $"{{{{ .Values.image.repository }}}}@{Digest}@1:14-78" },
        { "image: a\ntag: v1\nsha: " + Hex + "\n", $"a:v1@{Digest}@3:6-70" },
        { "image: a:v1\ndigest: " + Digest + "\n", $"a:v1@{Digest}@2:9-80" },
        { "image: 'a:v1'\nimageSha: " + Hex + "\n", $"a:v1@{Digest}@2:11-75" },
        { "image: a:v1\ndigest: ''\n", "a:v1@1:8-12" },
        { "imageRepository: a\nimageTag: v1\nimageSha: " + Hex + "\n", $"a:v1@{Digest}@3:11-75" },
        { "webImageRepository: a\nwebImageSha256: '" + Digest + "'\n", $"a@{Digest}@2:18-89" },
        { "images: [{name: a, sha: " + Hex + "}]\n", $"a@{Digest}@1:25-89" },
        { "image: {repository: a, tag: v1, sha: '{{ .Values.sha }}'}\n", "a:v1@{{ .Values.sha }}@1:39-56" },

        // As Kiali's chart has it.
        { "image_name: quay.io/kiali/kiali\nimage_digest: sha256\nimage_version: " + Hex + "\n", $"quay.io/kiali/kiali@{Digest}@3:16-80" },

        // A commit.
        { "image: {repository: a, tag: v1, sha: 0a1b2c3}\n", "a:v1@1:29-31" },
        { "image: {repository: a, tag: v1, sha: 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567}\n", "a:v1@1:29-31" },
        { "imageRepository: a\nimageTag: v1\nimageSha: 0a1b2c3\n", "a:v1@2:11-13" },
        { "source: {repository: a, sha: 0a1b2c3}\n", "" },
        { "imageRepository: a\nimageSha: 0a1b2c3\n", "" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_digest_counts_in_whichever_key_it_stands(string values, string expected)
    {
        Assert.Equal(expected, await HelmDeployment.ImagesAsync(values));
        Assert.Equal(expected, await HelmDeployment.ImagesAsync("\uFEFF" + values.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_digest_behind_the_tag_needs_none_in_its_key()
    {
        using var deployment = new Deployment().With("Chart.yaml", HelmDeployment.Chart).With("values.yaml", $"image: {{repository: a, tag: 'v1', sha: {Hex}}}\n");

        Assert.Empty((await deployment.CheckAsync(new ImagePolicy { Profile = PolicyProfile.Digest })).Findings);
    }

    [Fact]
    public async Task A_wrong_digest_is_told()
    {
        using var deployment = new Deployment().With("Chart.yaml", HelmDeployment.Chart).With("values.yaml", "image: {repository: a, tag: v1, digest: 0a1b2c3}\n");

        Assert.Equal("invalid-reference", Assert.Single((await deployment.CheckAsync()).Findings).Rule);
    }
}
