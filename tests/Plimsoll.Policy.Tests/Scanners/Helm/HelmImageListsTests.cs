namespace Plimsoll.Policy.Tests.Scanners.Helm;

/// <summary>Keys that hold several images: mappings from names to references or their parts, and lists.</summary>
public class HelmImageListsTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static TheoryData<string, string> Names { get; } = new()
    {
        { "images:\n  kubectl: bitnami/kubectl:1.29\n  \"sidecar\": \"ghcr.io/a/b:1\"\n", "bitnami/kubectl:1.29@2:12-32 ghcr.io/a/b:1@3:15-28" },
        { "images: {kubectl: bitnami/kubectl:1.29, 'sidecar': 'ghcr.io/a/b:1'}\n", "bitnami/kubectl:1.29@1:19-39 ghcr.io/a/b:1@1:53-66" },
        { "extraImages: {a: a@" + Digest + "}\n", $"a@{Digest}@1:18-91" },
        { "Images: {a: ghcr.io/a/b}\n", "ghcr.io/a/b@1:13-24" },
        { "images: {a: ghcr.io/a/b, c: ghcr.io/a/c:v2, tag: v1}\n", "ghcr.io/a/c:v2@1:29-43 ghcr.io/a/b:v1@1:50-52" },
        { "images: {registry: r.io/x, a: 'web:v1', b: 'q.io/b:v1'}\n", "r.io/x/web:v1@1:32-38 q.io/b:v1@1:45-54" },
        { "images: {a: \"{{ .Values.registry }}/a:1\", b: '${REGISTRY}/b:2'}\n", "{{ .Values.registry }}/a:1@1:14-40 ${REGISTRY}/b:2@1:47-62" },
        { "images: {tags: {nova_api: 'docker.io/openstackhelm/nova:2024.1', dep_check: 'quay.io/airshipit/entrypoint:v1'}, pull_policy: IfNotPresent}\n", "docker.io/openstackhelm/nova:2024.1@1:28-63 quay.io/airshipit/entrypoint:v1@1:78-109" },
        { "global: {images: {a: 'a/b:1'}}\n", "a/b:1@1:23-28" },
        { "images: {web: {image: 'a:1'}, job: 'b:1'}\n", "a:1@1:24-27 b:1@1:37-40" },
        { "images: {web: {repository: a/b, tag: v1}, job: {repository: a/c}}\n", "a/b:v1@1:38-40 a/c:9.9.9@1:61-64" },
        { "images: {web: {newName: a/b, newTag: v1}}\n", "a/b:v1@1:38-40" },
        { "prePuller: {extraImages: {own: {name: a/b, tag: v1, policy: Always}}}\n", "a/b:v1@1:49-51" },
        { "images: {web: {tag: latest}}\n", "{{ .Values.images.web.repository }}:latest@1:21-27" },
        { "images: {web: {repository: a/b, version: v1}}\n", "a/b:v1@1:42-44" },
        { "images:\n- {name: web, newName: a/b, newTag: v1}\n- {name: nginx, newTag: '1.27'}\n- {name: job, repository: a/c, tag: v2}\n- {name: nginx, digest: '" + Digest + "'}\n", $"a/b:v1@2:37-39 nginx:1.27@3:26-30 a/c:v2@4:37-39 nginx:9.9.9@{Digest}@5:26-97".Replace(":9.9.9", "", StringComparison.Ordinal) },
        { "images: {logo: logo.png, banner: 'https://x.y/b:1', path: /a/b, none: '', nil: ~, on: true, size: 10, ratio: 16:9, word: nginx}\n", "" },
        { "images: {registry: ghcr.io/acme, repository: ghcr.io/acme/x, baseUrl: r.io/x, repoPrefix: r.io/y, pullPolicy: Always, pullSecrets: [a]}\n", "" },
        { "images: {api: 'api.example.com:443', id: '" + Digest + "', ami: ami-0123456789, all: '{{ .Values.a }}:{{ .Values.b }}'}\n", "" },
        { "images: {web: {name: web, width: 10}, job: {name: job, version: 1}}\nmyImages: [{name: ubuntu, id: ami-1}]\n", "" },
        { "allowedImages: {a: 'a:1'}\nexemptImages: ['b:1']\nimagesPolicy: {a: 'c:1'}\n", "" },
    };

    public static TheoryData<string, string> Lists { get; } = new()
    {
        { "extraImages:\n- a/b:1\n- \"c:2\" # why\n- 'ghcr.io/a/d'\n", "a/b:1@2:3-8 c:2@3:4-7 ghcr.io/a/d@4:4-15" },
        { "images: [a/b:1, c@" + Digest + "]\n", $"a/b:1@1:10-15 c@{Digest}@1:17-90" },
        { "initImages: ['a:1', nginx, busybox]\n", "a:1@1:15-18 nginx@1:21-26 busybox@1:28-35" },
        { "prepullImages:\n- - a:1\n  - b:2\n", "a:1@2:5-8 b:2@3:5-8" },
        { "prepullImages: ['{{ .Values.r }}/a:1', '{{ .Values.x }}', '{{ .Values.r }}/{{ .Values.a }}:{{ .Values.t }}']\n", "{{ .Values.r }}/a:1@1:18-37" },
        { "images:\n- a:1\n- {repository: b, tag: v2}\n- {image: c:3}\n", "a:1@2:3-6 b:v2@3:24-26 c:3@4:11-14" },
        { "images: ['a:1', 'B:1', x.png, 'https://x.y', /p, 1, true, '', ~, a b]\n", "a:1@1:11-14 B:1@1:18-21" },
        { "images: [nginx, busybox]\nicons: ['a:1']\n", "" },
        { "images: [a.png, b.svg, 'https://x.y/c:1', 'db.internal:5432', '8080:80']\n", "" },
        { "imagePullSecrets: [{name: a}]\nimage: {pullSecrets: ['a:1']}\nallowedImages: ['a:1']\nskipImages: [b:1]\nwhitelistedImages: ['docker.io/a:1']\n", "" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    [MemberData(nameof(Lists))]
    public async Task Each_is_found_where_it_stands(string values, string expected)
    {
        Assert.Equal(expected, await HelmDeployment.ImagesAsync(values));
        Assert.Equal(expected, await HelmDeployment.ImagesAsync("\uFEFF" + values.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("images: {a: 'a:2'}\n", "a:2@1:14-17")]
    [InlineData("images: {tag: v2}\n", "r.io/b:v2@1:15-17")]
    [InlineData("extraImages: [d:2]\n", "d:2@1:15-18")]
    [InlineData("other: 1\n", "")]
    public async Task What_an_environment_says_counts_and_nothing_else(string values, string expected)
    {
        using var deployment = new Deployment().With("Chart.yaml", HelmDeployment.Chart).With("values.yaml", "images: {a: 'a:1', b: r.io/b, tag: v1}\nextraImages: ['c:1']\n").With("values-x.yaml", values);

        var uses = (await deployment.UsesAsync()).Where(use => use.Contains("@values-x.yaml:", StringComparison.Ordinal));
        Assert.Equal(expected, string.Join(" ", uses.Select(use => use.Replace("@values-x.yaml:", "@", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("app.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {helm: {valuesObject: {images: {a: 'a:1'}, extraImages: ['b:1']}}}}\n", "a:1@3:52-55 b:1@3:74-77")]
    [InlineData("app.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {helm: {parameters: [{name: images.a, value: 'a:1'}]}}}\n", "a:1@3:62-65")]
    [InlineData("release.yaml", "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {values: {images: {a: 'a:1'}, extraImages: ['b:1']}}\n", "a:1@3:30-33 b:1@3:52-55")]
    [InlineData("main.tf", "resource \"helm_release\" \"x\" {\n  values = [yamlencode({ images = { a = \"a:1\" }, extraImages = [\"b:1\"] })]\n}\n", "a:1@2:42-45 b:1@2:66-69")]
    public async Task Values_within_other_files_are_read_alike(string file, string text, string expected)
    {
        using var deployment = new Deployment().With(file, text);

        Assert.Equal(expected, string.Join(" ", (await deployment.UsesAsync()).Select(use => use.Replace($"@{file}:", "@", StringComparison.Ordinal))));
    }
}
