using Plimsoll.Policy.Checking;

namespace Plimsoll.Policy.Tests.Scanners.GitOps;

public class GitOpsScannerTests
{
    private const string Application = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n";
    private const string Kustomization = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n";
    private const string HelmRelease = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n";
    private const string Repository = "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nspec:\n";

    // Images with line and columns; a resource's spec starts in line 4.
    public static TheoryData<string, string> Resources { get; } = new()
    {
        { Application + "  source:\n    kustomize:\n      images:\n      - app=ghcr.io/acme/app:1.2\n      - 'redis:7'\n      - a=b@sha256:x\n      - x=\n", "ghcr.io/acme/app:1.2@7:13-33 redis:7@8:10-17 b@sha256:x@9:11-21" },
        { Application + "  sources:\n  - {kustomize: {images: [a:1]}}\n  - {helm: {valuesObject: {image: {repository: b, tag: 2}}}}\n", "a:1@5:27-30 b:2@6:56-57" },
        { Application + "  source:\n    helm:\n      parameters:\n      - {name: image.tag, value: latest}\n      - name: image.repository\n        value: ghcr.io/acme/app\n      - {name: sidecar.image, value: 'x:1'}\n      - {name: other.tag, value: no}\n      - {name: db.image.tag, value: '16'}\n", "ghcr.io/acme/app:latest@7:34-40 x:1@10:39-42 {{ .Values.db.image.repository }}:16@12:38-40" },
        { Application + "  source:\n    helm:\n      values: |\n        # image: no\n        image:\n          repository: a   # why\n          tag: \"1.2\"\n\n        web: {image: b:2}\n", "a:1.2@10:17-20 b:2@12:22-25" },
        { Application + "  source: {helm: {values: \"image:\\n  repository: a\\n  tag: '1'\\n\"}}\n", "a:1@4:28-65" },
        { Application + "  source:\n    helm:\n      values: >\n        image: a:1\n", "a:1@7:16-19" },
        { Application + "  source: {helm: {values: 'a: ['}}\n", "" },
        { "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec:\n  template:\n    spec:\n      source: {kustomize: {images: ['a={{ x }}:1', 'b=c:{{x}}']}}\n", "{{ x }}:1@6:40-49 c:{{x}}@6:55-62" },
        { "apiVersion: v1\nkind: List\nitems:\n- apiVersion: argoproj.io/v1alpha1\n  kind: Application\n  spec: {source: {kustomize: {images: [a:1]}}}\n- kind: Pod\n  spec: {containers: [{image: b:2}]}\n", "a:1@6:40-43 b:2@8:31-34" },
        { "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {template: {spec: {containers: [{image: a:1}]}}}\n", "a:1@3:47-50" },
        { "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {templates: [{container: {image: a:1}}, {script: {image: b:2}}]}\n", "a:1@3:40-43 b:2@3:64-67" },
        { Kustomization + "  images:\n  - name: app\n    newName: ghcr.io/acme/app\n    newTag: \"1.2\"\n  - {name: a, newTag: 3}\n  - {name: b, digest: 'sha256:x', newTag: 4}\n  - {name: c, newName: d}\n", "ghcr.io/acme/app:1.2@7:14-17 a:3@8:23-24 b@sha256:x@9:24-32" },
        { Kustomization + "  images: [{name: a, newTag: '${TAG:=latest}'}, {name: b, newTag: '${TAG}'}]\n", "a:latest@4:31-45 b:${TAG}@4:68-74" },
        { HelmRelease + "  values:\n    image: {registry: ghcr.io, repository: acme/app, tag: ''}\n    sidecar:\n      image:\n        repository: x\n        tag: &t latest\n    jobs: [{image: y:1}, {initContainers: [{image: z:1}]}]\n    global: {imageTag: *t, repository: no, image: {pullPolicy: Always}}\n", "ghcr.io/acme/app:{{ .Chart.AppVersion }}@5:44-52 x:latest@9:17-23 y:1@10:20-23 z:1@10:52-55" },
        { HelmRelease + "  values: {a: {repository: r, digest: sha256:x, tag: 1}, image: {tag: latest}, proxyImage: q/p, imageName: no, pullImage: yes}\n", "r:1@sha256:x@4:39-47 {{ .Values.image.repository }}:latest@4:71-77 q/p@4:92-95" },
        { HelmRelease + "  values: {git: {repository: 'https://x.example/y', tag: v1}, backgroundImage: 'https://x.example/y.png'}\n", "" },
        { HelmRelease + "  postRenderers: [{kustomize: {images: [{name: a, newTag: '1'}]}}]\n", "a:1@4:60-61" },
        { Repository + "  url: oci://ghcr.io/acme/manifests\n  ref: {tag: latest}\n", "ghcr.io/acme/manifests:latest@5:14-20" },
        { Repository + "  url: 'oci://ghcr.io/acme/manifests'\n", "ghcr.io/acme/manifests@4:15-37" },
        { Repository + "  url: oci://a/b\n  ref: {digest: sha256:x, tag: 1}\n", "a/b@sha256:x@5:17-25" },
        { Repository + "  url: oci://a/b\n  ref: {semver: '>=1.0', tag: 1}\n", "a/b@5:18-23" },
        { Repository + "  url: https://a/b\n", "" },
        { "apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageRepository\nspec: {image: ghcr.io/acme/app}\n", "" },
    };

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("app.yaml", text));

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x.yml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task What_the_chart_decides_is_unresolved_and_a_moving_tag_is_not()
    {
        using var deployment = new Deployment().With("x.yaml", HelmRelease + "  values: {image: {repository: a}, b: {image: {tag: latest}}, c: {repository: d, tag: 1.2.3}}\n");

        Assert.Equal([Verdict.Moving, Verdict.Immutable], (await deployment.CheckAsync()).Images.Select(image => image.Verdict).Where(verdict => verdict != Verdict.Unresolved));
    }
}
