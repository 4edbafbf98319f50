namespace Plimsoll.Policy.Tests.Scanners.Helm;

/// <summary>Images whose parts have keys beside one another.</summary>
public class FlatImageTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static TheoryData<string, string> Values { get; } = new()
    {
        { "webImageRepository: a/b\nwebImageTag: v1\n", "a/b:v1@2:14-16" },
        { "webImageTag: 'v1'\nx: 1\nwebImageRepository: a/b\nwebImageRegistry: ghcr.io\n", "ghcr.io/a/b:v1@1:15-17" },
        { "webImageRepository: a/b\nwebImageTag: v1\nwebImageDigest: " + Digest + "\n", $"a/b:v1@{Digest}@3:17-88" },
        { "webImageRepository: a/b\nwebImageDigest: " + Digest + "\n", $"a/b@{Digest}@2:17-88" },
        { "imageRepository: a\nimageTag: ''\n", "a:9.9.9@1:18-19" },
        { "imageRepository: a\nimageTag:\nimagePullPolicy: Always\n", "a:9.9.9@1:18-19" },
        { "imageRepository: a\nimagePullPolicy: Always\n", "a:9.9.9@1:18-19" },
        { "imageRepo: a\nimageTag: v1\n", "a:v1@2:11-13" },
        { "image: a\nimageTag: v1\n", "a:v1@2:11-13" },
        { "image: a\nimageVersion: v1\n", "a:v1@2:15-17" },
        { "image: a\nimageRegistry: r.io\n", "r.io/a@1:8-9" },
        { "image: a\nimageDigest: " + Digest + "\n", $"a@{Digest}@2:14-85" },
        { "image: a:v1\nimageTag: v2\n", "a:v1@1:8-12" },
        { "imageName: a/b\nimageVersion: \"1.0\"\n", "a/b:1.0@2:16-19" },
        { "image_name: quay.io/a/b\nimage_version: v1\nimage_pull_policy: Always\n", "quay.io/a/b:v1@2:16-18" },
        { "image_repository: a\nimage_tag: v1\n", "a:v1@2:12-14" },
        { "web-image-repository: a\nweb-image-tag: v1\n", "a:v1@2:16-18" },
        { "webImage: a\nweb_image_tag: v2\nwebImageTag: v1\n", "a:v1@3:14-16" },
        { "imageRepository: ghcr.io/acme\nimageName: web\nimageTag: v1\n", "ghcr.io/acme/web:v1@3:11-13" },
        { "imageRepository: ghcr.io/acme/web\nimageName: web\nimageTag: v1\n", "ghcr.io/acme/web:v1@3:11-13" },
        { "imageRepository: registry.k8s.io\nimageTag: v1\n", "registry.k8s.io/{{ .Values.imageName }}:v1@2:11-13" },
        { "imageRepository: localhost:5000\nimageTag: v1\n", "localhost:5000/{{ .Values.imageName }}:v1@2:11-13" },
        { "imageRepository: reg.local:5000\nimageName: web\nimageTag: v1\n", "reg.local:5000/web:v1@3:11-13" },
        { "a: {imageRepository: a, imageTag: v1, bImageRepository: b, bImageTag: v2}\n", "a:v1@1:35-37 b:v2@1:71-73" },
        { "repository: a\ntag: v1\nbImageRepository: b\nbImageTag: v2\n", "a:v1@2:6-8 b:v2@4:12-14" },
        { "image: {imageRepository: a, imageTag: v1}\n", "a:v1@1:39-41" },
        { "image: {repository: a, imageTag: v1}\n", "a:v1@1:34-36" },
        { "imageTag: 1.10\nimageRepository: a\n", "a:1.1@1:11-15" },
        { "global: {imageRegistry: r.io}\nimageRepository: a\nimageTag: v1\n", "r.io/a:v1@3:11-13" },
        { "imageRepository: '{{ .Values.r }}/a'\nimageTag: latest\n", "{{ .Values.r }}/a:latest@2:11-17" },
        { "imageName: a:v1\nwebImageRepository: ghcr.io/a/b:v2\n", "a:v1@1:12-16 ghcr.io/a/b:v2@2:21-35" },
        { "imageName: a:v1\nimageTag: v1\n", "a:v1@1:12-16" },
        { "imageRegistry: r.io\nimageName: a:v1\n", "r.io/a:v1@2:12-16" },
        { "imageName: a\nimageVersion: v1\nimagePullPolicy: Always\n", "a:v1@2:15-17" },
        { "image: hashicorp/consul:1.18.2\nimageK8S: hashicorp/consul-k8s:1.4.2\nimage_debug: 'r.io/debug:1'\n", "hashicorp/consul:1.18.2@1:8-31 hashicorp/consul-k8s:1.4.2@2:11-37 r.io/debug:1@3:15-27" },
        { "prometheusDefaultBaseImage: prometheus/prometheus\nprometheusDefaultBaseImageRegistry: quay.io\n", "quay.io/prometheus/prometheus:{{ version }}@1:29-50" },
        { "imageName: ubuntu\nimageVersion: '22.04'\n", "" },
        { "imageAllowList: 'a/b:1'\nimageRatio: '16:9'\nimageFormat: 'jpeg:85'\nimageProxyUrl: 'https://x.y/z:1'\nimagePath: a/b\nimageHost: x.y:80\n", "" },
        { "imageRepository: registry.k8s.io/coredns\n", "" },
        { "imageTag: v1\nwebImageTag: v2\n", "" },
        { "imageName: ubuntu\nwebImageName: a\n", "" },
        { "imageOffer: UbuntuServer\nimageSku: 22_04-lts\nimageName: ubuntu\nimageVersion: latest\n", "" },
        { "vmImageName: ubuntu\nvmImageVersion: latest\nmachineImageName: x\nmachineImageTag: y\n", "" },
        { "imageId: ami-1\nimageName: ubuntu\nimageVersion: v1\nimageSize: 10\nimagePullSecrets: []\nimageRepository: 'https://x.y/z'\n", "" },
        { "imagesRepository: a\nimagesTag: v1\nimageMagickRepository: a\nimageMagickTag: v1\n", "" },
        { "imageRepository: 'https://x.y/z'\nimageTag: v1\n", "" },
        { "imageRepository: {a: b}\nimageTag: v1\nimageName: [a]\n", "" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Keys_beside_one_another_are_one_image(string values, string expected)
    {
        Assert.Equal(expected, await HelmDeployment.ImagesAsync(values));
        Assert.Equal(expected, await HelmDeployment.ImagesAsync("\uFEFF" + values.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("imageTag: v2\n", "a:v2@1:11-13")]
    [InlineData("imageRepository: b\n", "b:v1@1:18-19")]
    [InlineData("imageRegistry: r.io\n", "r.io/a:v1@1:16-20")]
    [InlineData("web: {image_tag: v2}\n", "c:v2@1:18-20")]
    [InlineData("imageTag: ''\n", "a:9.9.9@1:12-12")]
    [InlineData("imagePullPolicy: Always\n", "")]
    public async Task An_environment_sets_one_part(string values, string expected)
    {
        using var deployment = new Deployment().With("Chart.yaml", HelmDeployment.Chart).With("values.yaml", "imageRepository: a\nimageTag: v1\nweb: {image: c, image_tag: v1}\n").With("values-x.yaml", values);

        var uses = (await deployment.UsesAsync()).Where(use => use.Contains("@values-x.yaml:", StringComparison.Ordinal));
        Assert.Equal(expected, string.Join(" ", uses.Select(use => use.Replace("@values-x.yaml:", "@", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("values.yaml", "imageRepository: a\nimageTag: v1\n", "a:v1@2:11-13")]
    [InlineData("app.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {helm: {parameters: [{name: webImageRepository, value: a}, {name: webImageTag, value: v1}]}}}\n", "a:v1@3:102-104")]
    [InlineData("app.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {helm: {parameters: [{name: imageTag, value: latest}]}}}\n", "{{ .Values.image }}:latest@3:61-67")]
    [InlineData("release.yaml", "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {values: {web: {imageTag: latest}, job: {image: {tag: v1}, imageTag: v2}}}\n", "{{ .Values.web.image }}:latest@3:33-39 {{ .Values.job.image.repository }}:v1@3:61-63")]
    [InlineData("main.tf", "resource \"helm_release\" \"x\" {\n  values = [yamlencode({ imageRepository = \"a\", imageTag = \"v1\" })]\n  set {\n    name  = \"imageTag\"\n    value = \"v2\"\n  }\n}\n", "a:v2@5:14-16")]
    public async Task Values_elsewhere_are_read_alike(string file, string text, string expected)
    {
        using var deployment = new Deployment().With(file, text);

        Assert.Equal(expected, string.Join(" ", (await deployment.UsesAsync()).Select(use => use.Replace($"@{file}:", "@", StringComparison.Ordinal))));
    }
}
