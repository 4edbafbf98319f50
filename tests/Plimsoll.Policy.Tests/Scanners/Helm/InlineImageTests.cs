namespace Plimsoll.Policy.Tests.Scanners.Helm;

/// <summary>Images in a text, of which a part stands in another key.</summary>
public class InlineImageTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Joined = "image: \"{{ .Values.web.image }}:{{ .Values.web.version }}\"\n";

    public static TheoryData<string, string?, string> Values { get; } = new()
    {
        // As the chart of ingress-nginx has it.
        { "image: {registry: registry.k8s.io, image: ingress-nginx/controller, tag: v1.10.0, digest: " + Digest + "}\n", null, $"registry.k8s.io/ingress-nginx/controller:v1.10.0@{Digest}@1:91-162" },
        { "image: {registry: registry.k8s.io, image: a/b, tag: v1}\n", null, "registry.k8s.io/a/b:v1@1:53-55" },
        { "image: {image: a/b, version: v1}\n", null, "a/b:v1@1:30-32" },
        { "image: {registry: r.io, image: a/b}\n", null, "r.io/a/b:9.9.9@1:32-35" },
        { "image: a\ndigest: " + Digest + "\n", null, $"a@{Digest}@2:9-80" },

        // As NVIDIA's charts have it.
        { "driver: {repository: nvcr.io/nvidia, image: driver, version: 550.54.15}\n", null, "nvcr.io/nvidia/driver:550.54.15@1:62-71" },
        { "driver: {repository: nvcr.io/nvidia, image: driver, version: '" + Digest + "'}\n", null, $"nvcr.io/nvidia/driver@{Digest}@1:63-134" },
        { "driver: {repository: nvcr.io/nvidia, image: driver, tag: v1, version: '2'}\n", null, "nvcr.io/nvidia/driver:v1@1:58-60" },
        { "driver: {repository: nvcr.io/nvidia, image: driver, imagePullPolicy: Always}\n", null, "nvcr.io/nvidia/driver:9.9.9@1:45-51" },
        { "driver: {repository: nvcr.io/nvidia, image: driver, version: ''}\n", null, "nvcr.io/nvidia/driver:9.9.9@1:45-51" },
        { "web: {repository: a/b, image: c/d:v1}\n", null, "c/d:v1@1:31-37" },

        // As Istio's charts have it.
        { "global: {hub: docker.io/istio, tag: 1.22.1, proxy: {image: proxyv2}}\npilot: {hub: '', tag: '', image: pilot}\n", null, "docker.io/istio/pilot:1.22.1@1:37-43 docker.io/istio/proxyv2:1.22.1@1:37-43" },
        { "pilot: {hub: r.io/x, tag: v2, image: pilot}\nglobal: {hub: docker.io/istio, tag: 1.22.1}\n", null, "r.io/x/pilot:v2@1:27-29" },
        { "pilot: {tag: v2, image: pilot}\ncni: {hub: r.io/x, image: cni}\nglobal: {hub: docker.io/istio, tag: 1.22.1}\n", null, "docker.io/istio/pilot:v2@1:14-16 r.io/x/cni:1.22.1@3:37-43" },
        { "pilot: {image: 'r.io/pilot:v3'}\nother: {image: a/b}\nglobal: {hub: docker.io/istio, tag: 1.22.1}\n", null, "r.io/pilot:v3@1:17-30 a/b@2:16-19" },
        { "_internal_defaults_do_not_set: {image: pilot, hub: '', tag: '', global: {hub: docker.io/istio, tag: 1.22.1}}\n", null, "docker.io/istio/pilot:1.22.1@1:101-107" },
        { "web: {registry: r.io, image: web, tag: v1}\nglobal: {hub: docker.io/istio, tag: 1.22.1}\n", null, "r.io/web:v1@1:40-42" },
        { "kiali: {hub: quay.io/kiali, tag: v1.2, image: kiali}\n", null, "quay.io/kiali/kiali:v1.2@1:34-38" },
        { "pilot: {hub: 'localhost:5000', tag: v2, image: pilot}\n", null, "localhost:5000/pilot:v2@1:37-39" },
        { "driver: {repository: 'reg:5000', image: driver, version: v1}\n", null, "reg:5000/driver:v1@1:58-60" },
        { "global: {hub: ''}\npilot: {image: pilot}\n", null, "pilot@2:16-21" },
        { "github: {hub: 'https://github.com/a', tag: v1}\nusb: {hub: 4, tag: v1}\n", null, "" },

        // A version is the tag only where a template says so.
        { "web: {image: a/b, version: v1}\n", Joined, "a/b:v1@1:28-30" },
        { "web: {image: a/b, version: v1}\n", "image: {{ printf \"%s:%s\" .Values.web.image (.Values.web.version | default \"x\") }}\n", "a/b:v1@1:28-30" },
        { "web: {repository: a/b, version: v1, pullPolicy: Always}\n", "image: {{ .Values.web.repository }}:{{ .Values.web.version }}\n", "a/b:v1@1:33-35" },
        { "web: {image: a/b, version: v1}\n", "image: {{ .Values.web.image }}\nversion: {{ .Values.web.version }}\n", "a/b@1:14-17" },
        { "web: {image: 'a/b:v2', version: v1}\n", Joined, "a/b:v2@1:15-21" },
        { "web: {image: a/b, version: v1}\n", null, "a/b@1:14-17" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task An_image_is_put_together_where_that_is_certain(string values, string? template, string expected)
    {
        Assert.Equal(expected, await HelmDeployment.ImagesAsync(values, template));
        Assert.Equal(expected, await HelmDeployment.ImagesAsync("\uFEFF" + values.Replace("\n", "\r\n", StringComparison.Ordinal), template));
    }

    [Theory]
    [InlineData("global: {tag: 1.23.0}\n", "docker.io/istio/pilot:1.23.0@1:15-21 docker.io/istio/proxyv2:1.23.0@1:15-21")]
    [InlineData("global: {hub: r.io/istio}\n", "r.io/istio/pilot:1.22.1@1:15-25 r.io/istio/proxyv2:1.22.1@1:15-25")]
    [InlineData("pilot: {tag: 1.23.0}\n", "docker.io/istio/pilot:1.23.0@1:14-20")]
    [InlineData("global: {proxy: {image: proxyv3}}\n", "docker.io/istio/proxyv3:1.22.1@1:25-32")]
    [InlineData("pilot: {x: y}\n", "")]
    public async Task An_environment_changes_what_all_images_share(string values, string expected)
    {
        using var deployment = new Deployment().With("Chart.yaml", HelmDeployment.Chart).With("values.yaml", "global: {hub: docker.io/istio, tag: 1.22.1, proxy: {image: proxyv2}}\npilot: {hub: '', tag: '', image: pilot}\n").With("values-x.yaml", values);

        var uses = (await deployment.UsesAsync()).Where(use => use.Contains("@values-x.yaml:", StringComparison.Ordinal));
        Assert.Equal(expected, string.Join(" ", uses.Select(use => use.Replace("@values-x.yaml:", "@", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("{global: {hub: docker.io/istio, tag: latest}}", "docker.io/istio/{{ .Values.global.image }}:latest@3:53-59")]
    [InlineData("{global: {hub: docker.io/istio, tag: latest, proxy: {image: proxyv2}}}", "docker.io/istio/proxyv2:latest@3:53-59")]
    [InlineData("{kiali: {hub: quay.io/kiali, tag: latest}}", "quay.io/kiali/{{ .Values.kiali.image }}:latest@3:50-56")]
    [InlineData("{global: {tag: latest}}", "")]
    [InlineData("{web: {image: a/b, version: v1}}", "a/b:{{ .Values.web.version }}@3:30-33")]
    public async Task What_a_chart_from_elsewhere_adds_is_not_known(string values, string expected)
    {
        using var deployment = new Deployment().With("release.yaml", $"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {{values: {values}}}\n");

        Assert.Equal(expected, string.Join(" ", (await deployment.UsesAsync()).Select(use => use.Replace("@release.yaml:", "@", StringComparison.Ordinal))));
    }
}
