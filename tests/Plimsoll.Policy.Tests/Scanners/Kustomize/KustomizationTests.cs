
namespace Plimsoll.Policy.Tests.Scanners.Kustomize;

public class KustomizationTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static string Pod(params string[] images) =>
        "kind: Pod\nspec:\n  containers:\n" + string.Concat(images.Select(image => $"  - image: {image}\n"));

    // A kustomization beside app.yaml with the images app:1 (4:12-17), reg:5000/b@sha256:… and c.
    public static TheoryData<string, string> Transformers { get; } = new()
    {
        { "- {name: app, newTag: '2'}", "app:2@kustomization.yaml:3:24-25" },
        { "- {name: app, newTag: 2.10}", "app:2.1@kustomization.yaml:3:23-27" },
        { "- {name: app, newTag: '2.10'}", "app:2.10@kustomization.yaml:3:24-28" },
        { "- {name: app, newTag: 20261130}", "app:20261130@kustomization.yaml:3:23-31" },
        { "- {name: app, newTag: 1234567.5}", "app:1234567.5@kustomization.yaml:3:23-32" },
        { "- {name: app, newTag: 2.10}\n- {name: app, newName: x}", "x:2.1@kustomization.yaml:3:23-27" },
        { "- name: app\n  newName: ghcr.io/x/app\n  newTag: v2", "ghcr.io/x/app:v2@kustomization.yaml:5:11-13" },
        { "- {name: app, newName: ghcr.io/x/app}", "ghcr.io/x/app:1@kustomization.yaml:3:24-37" },
        { "- {name: app, digest: '" + Digest + "'}", $"app@{Digest}@kustomization.yaml:3:24-95" },
        { "- {name: app, newTag: v2, digest: '" + Digest + "'}", $"app:v2@{Digest}@kustomization.yaml:3:36-107" },
        { "- {name: app, tagSuffix: -slim}", "app:1-slim@kustomization.yaml:3:26-31" },
        { "- {name: app, newTag: v2}\n- {name: app, newTag: v3}", "app:v3@kustomization.yaml:4:23-25" },
        { "- {name: app, newTag: v2}\n- {name: app, newName: x}", "x:v2@kustomization.yaml:3:23-25" },
        { "- {name: app, newName: x}\n- {name: x, newTag: v2}", "x:v2@kustomization.yaml:4:21-23" },
        { "- {name: app}", "app:1@app.yaml:4:12-17" },
        { "- {name: app, newTag: ''}", "app:1@app.yaml:4:12-17" },
        { "- {newTag: v2}", "app:1@app.yaml:4:12-17" },
        { "- {name: ap, newName: x}\n- {name: docker.io/library/app, newName: x}", "app:1@app.yaml:4:12-17" },
        { "- {name: none, newTag: v2}", "app:1@app.yaml:4:12-17 none:v2@kustomization.yaml:3:24-26" },
        { "- {name: none, newName: r.io/none, digest: '" + Digest + "'}", $"app:1@app.yaml:4:12-17 r.io/none@{Digest}@kustomization.yaml:3:45-116" },
        { "- {name: none, newTag: v1, newName: some}\n- {name: some, newTag: v2}", "app:1@app.yaml:4:12-17 some:v2@kustomization.yaml:4:24-26" },
        { "- {name: app, newTag: $TAG}", "app:$TAG@kustomization.yaml:3:23-27" },
        { "- {name: reg:5000/b, newTag: v2}", "app:1@app.yaml:4:12-17 reg:5000/b:v2@kustomization.yaml:3:30-32" },
        { "- {name: c, newTag: v2}", "app:1@app.yaml:4:12-17 c:v2@kustomization.yaml:3:21-23" },
        { "- {name: c, newName: d}", "app:1@app.yaml:4:12-17 d@kustomization.yaml:3:22-23" },
        { "- &a {name: app, newTag: v2}\n- {<<: *a, newTag: v3}", "app:v3@kustomization.yaml:4:20-22" },
        { "x", "app:1@app.yaml:4:12-17" },
    };

    [Theory]
    [MemberData(nameof(Transformers))]
    public async Task An_image_is_used_as_the_transformers_leave_it(string images, string expected)
    {
        using var deployment = new Deployment()
            .With("app.yaml", Pod("app:1", "reg:5000/b@" + Digest, "c"))
            .With("kustomization.yaml", "resources: [app.yaml]\nimages:\n" + images + "\n");

        var uses = (await deployment.UsesAsync()).Where(use => use is not ("c@app.yaml:6:12-13") && !use.StartsWith("reg:5000/b@", StringComparison.Ordinal));
        Assert.Equal(expected, string.Join(" ", uses));
    }

    [Fact]
    public async Task An_overlay_changes_what_its_bases_leave()
    {
        using var deployment = new Deployment()
            .With("base/app.yaml", Pod("app:0", "db:1", "web"))
            .With("base/kustomization.yaml", "resources: [app.yaml]\nimages:\n- {name: web, newName: r.io/web, newTag: v1}\n")
            .With("staging/kustomization.yaml", "bases: [../base]\nimages: [{name: app, newTag: main}]\n")
            .With("prod/kustomization.yml", "resources:\n- ../base/\n- https://x.example/y.yaml\n- github.com/a/b?ref=v1\nimages:\n- {name: app, newTag: v3}\n- {name: r.io/web, newTag: v2}\n");

        Assert.Equal(
            [
                "db:1@base/app.yaml:5:12-16",
                "app:v3@prod/kustomization.yml:6:23-25",
                "db:1@base/app.yaml:5:12-16 by prod/kustomization.yml",
                "r.io/web:v2@prod/kustomization.yml:7:28-30",
                "app:main@staging/kustomization.yaml:2:30-34",
                "db:1@base/app.yaml:5:12-16 by staging/kustomization.yaml",
                "r.io/web:v1@base/kustomization.yaml:3:42-44 by staging/kustomization.yaml",
            ],
            await deployment.UsesAsync());
    }

    [Fact]
    public async Task An_image_that_one_overlay_leaves_as_it_is_stays()
    {
        using var deployment = new Deployment()
            .With("base/app.yaml", Pod("app"))
            .With("base/kustomization.yaml", "resources: [app.yaml]\n")
            .With("a/kustomization.yaml", "resources: [../base]\nimages: [{name: app, newTag: '1'}]\n")
            .With("b/kustomization.yaml", "resources: [../base]\n");

        Assert.Equal(["app:1@a/kustomization.yaml:2:31-32", "app@base/app.yaml:4:12-15", "app@base/app.yaml:4:12-15 by b/kustomization.yaml"], (await deployment.UsesAsync()).Order(StringComparer.Ordinal));
        Assert.Single((await deployment.CheckAsync()).Findings);
    }

    [Fact]
    public async Task The_environment_of_the_overlay_decides()
    {
        using var deployment = new Deployment()
            .With("base/app.yaml", Pod("redis:7"))
            .With("base/kustomization.yaml", "resources: [app.yaml]\n")
            .With("overlays/prod/kustomization.yaml", "resources: [../../base]\n");

        var finding = Assert.Single((await deployment.CheckAsync()).Findings);
        Assert.Equal(("mutable-tag", "base/app.yaml", 4), (finding.Rule, finding.Span.File, finding.Span.StartLine));
    }

    [Fact]
    public async Task A_kustomization_above_an_environment_does_not_take_it_away()
    {
        using var deployment = new Deployment()
            .With("deploy/kustomization.yaml", "resources: [prod, dev/app.yaml]\nimages: [{name: dev, newTag: '1'}]\n")
            .With("deploy/prod/app.yaml", Pod("x:0", "y:1"))
            .With("deploy/prod/kustomization.yaml", "resources: [app.yaml, ../../shared/z.yaml]\nimages: [{name: x, newTag: '7'}]\n")
            .With("deploy/dev/app.yaml", Pod("dev"))
            .With("shared/z.yaml", Pod("z:1"));

        Assert.Equal(
            [
                "dev:1@deploy/kustomization.yaml:2:31-32 by deploy/dev/app.yaml",
                "y:1@deploy/prod/app.yaml:5:12-15",
                "x:7@deploy/prod/kustomization.yaml:2:29-30",
                "z:1@shared/z.yaml:4:12-15 by deploy/prod/kustomization.yaml",
                "z:1@shared/z.yaml:4:12-15",
            ],
            await deployment.UsesAsync());
    }

    [Fact]
    public async Task Components_change_what_the_kustomization_has_so_far()
    {
        using var deployment = new Deployment()
            .With("app.yaml", Pod("app:0"))
            .With("extra/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [side.yaml]\nimages:\n- {name: app, newTag: '1'}\n- {name: side, newTag: '2'}\n")
            .With("extra/side.yaml", Pod("side"))
            .With("kustomization.yaml", "resources: [app.yaml]\ncomponents: [extra]\n");

        Assert.Equal(["side:2@extra/kustomization.yaml:6:25-26 by extra/side.yaml", "app:1@extra/kustomization.yaml:5:24-25 by kustomization.yaml"], await deployment.UsesAsync());
    }

    // What kubectl kustomize prints (Kustomize 5.5.0) for the same files.
    [Fact]
    public async Task The_images_are_those_that_kustomize_renders()
    {
        using var deployment = new Deployment()
            .With("base/app.yaml", Pod("app:0", "reg:5000/b@" + Digest, "b:1@" + Digest, "docker.io/library/app:1", "app:${T}", "web") + "  ephemeralContainers: [{image: app:0}]\n")
            .With("base/kustomization.yaml", "resources: [app.yaml]\nimages:\n- {name: web, newName: r.io/web, newTag: v1}\n")
            .With("extra/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:\n- {name: app, newTag: c1}\n")
            .With("prod/kustomization.yaml", "resources: [../base]\ncomponents: [../extra]\nimages:\n- {name: r.io/web, newTag: v2}\n- {name: reg:5000/b, newTag: v2}\n- {name: b, newName: q}\n");

        var images = (await deployment.CheckAsync()).Images.Select(image => image.Use).Where(use => use.UsedBy == "prod/kustomization.yaml");

        Assert.Equal(["app:${T}", "app:0", "app:c1", "docker.io/library/app:1", "q:1@" + Digest, "r.io/web:v2", "reg:5000/b:v2"], images.Select(use => use.Image).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Patches_are_changed_like_resources()
    {
        using var deployment = new Deployment()
            .With("p1.yaml", Pod("app:1")).With("p2.yaml", Pod("app:2")).With("p3.yaml", "- {op: replace, path: /x, value: app}\n")
            .With("Kustomization", "patches: [{path: p1.yaml}, {path: p3.yaml}, {patch: 'x'}]\npatchesStrategicMerge:\n- p2.yaml\n- |-\n  kind: Pod\nimages: [{name: app, newTag: '3'}]\n");

        Assert.Equal(["app:3@Kustomization:6:31-32"], await deployment.UsesAsync());
    }

    [Theory]
    [InlineData("- {op: replace, path: /spec/template/spec/containers/0/image, value: 'a:1'}\n- {op: test, path: /spec/template/spec/containers/0/image, value: no:1}\n", "a:1@p.yaml:1:71-74")]
    [InlineData("- op: add\n  path: /spec/template/spec/containers/-\n  value: {name: x, image: a:1}\n- op: add\n  path: /spec/initContainers\n  value: [{image: b:1}]\n", "a:1@p.yaml:3:27-30 b:1@p.yaml:6:19-22")]
    [InlineData("- {op: add, path: /spec, value: {containers: [{image: a:1}]}}\n- {op: replace, path: /spec/volumes/0/image/reference, value: b:1}\n- {op: add, path: /spec/containers/0/env/-, value: {name: RELATED_IMAGE_X, value: c:1}}\n", "a:1@p.yaml:1:55-58 b:1@p.yaml:2:63-66 c:1@p.yaml:3:83-86")]
    [InlineData("- {op: replace, path: /spec/image, value: logo}\n- {op: add, path: /metadata/annotations/image, value: 'no:1'}\n", "")]
    public async Task Json_patches_name_images(string patch, string expected)
    {
        using var deployment = new Deployment().With("p.yaml", patch);

        Assert.Equal(expected, string.Join(' ', await deployment.UsesAsync()));
    }

    [Fact]
    public async Task Patches_written_inline_are_read_and_changed_like_resources()
    {
        using var deployment = new Deployment()
            .With("app.yaml", Pod("app:0"))
            .With("p.json", "[{\"op\": \"replace\", \"path\": \"/spec/containers/0/image\", \"value\": \"web\"}]")
            .With("kustomization.yaml", "resources: [app.yaml]\npatches:\n- patch: |-\n    - op: replace\n      path: /spec/containers/0/image\n      value: side:1\n- {path: p.json}\n- patch: |-\n    kind: Pod\n    spec: {containers: [{image: app}]}\nimages: [{name: app, newTag: '3'}, {name: web, newTag: '4'}]\n");

        Assert.Equal(["side:1@kustomization.yaml:6:14-20", "app:3@kustomization.yaml:11:31-32", "web:4@kustomization.yaml:11:57-58"], await deployment.UsesAsync());
    }

    [Fact]
    public async Task Only_containers_init_containers_and_image_volumes_are_changed()
    {
        using var deployment = new Deployment()
            .With("app.yaml", "kind: Pod\nspec:\n  initContainers: [{image: a}]\n  containers: [{image: a}]\n  ephemeralContainers: [{image: a}]\n  volumes: [{image: {reference: a}}]\n")
            .With("kustomization.yaml", "resources: [app.yaml]\nimages: [{name: a, newTag: '1'}]\n");

        Assert.Equal(["a@app.yaml:5:33-34", "a:1@kustomization.yaml:2:29-30"], await deployment.UsesAsync());
    }

    [Fact]
    public async Task A_base_outside_the_check_is_read_and_circles_end()
    {
        using var deployment = new Deployment()
            .With("base/app.yaml", Pod("app:0"))
            .With("base/kustomization.yaml", "resources: [app.yaml, ../other]\nimages: [{name: app, newTag: '1'}]\n")
            .With("other/kustomization.yaml", "resources: [../base, ., ../../../..]\n")
            .With("prod/kustomization.yaml", "resources: [../base]\n");

        Assert.Equal(["app:1@base/kustomization.yaml:2:31-32 by prod/kustomization.yaml"], await deployment.UsesAsync("prod"));
        Assert.Equal(["app:1@base/kustomization.yaml:2:31-32 by prod/kustomization.yaml"], await deployment.UsesAsync());
        Assert.Equal(["app:0@base/app.yaml:4:12-17"], await deployment.UsesAsync("base/app.yaml"));
    }

    [Fact]
    public async Task Diamonds_of_bases_do_not_multiply_the_work()
    {
        using var deployment = new Deployment().With("k0/kustomization.yaml", "resources: [app.yaml]\n").With("k0/app.yaml", Pod("app:0"));
        for (var i = 1; i < 40; i++)
            deployment.With($"k{i}/kustomization.yaml", $"resources: [../k{i - 1}, ../k{i - 1}/../k{i - 1}]\nimages: [{{name: app, newTag: 'v{i}'}}]\n");

        Assert.NotEmpty(await deployment.UsesAsync());
    }

    [Fact]
    public async Task A_kustomization_of_flux_is_another_kind()
    {
        using var deployment = new Deployment()
            .With("kustomization.yaml", "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {images: [{name: a, newTag: b}]}\nimages: [{name: a, newTag: b}]\n");

        Assert.DoesNotContain(await deployment.UsesAsync(), use => use.Contains(":4:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Parts_are_told_apart_for_those_who_write_them()
    {
        using var deployment = new Deployment().With("kustomization.yaml", "images: [{name: a, newName: b, newTag: c}]\n");

        var parts = Assert.Single((await deployment.CheckAsync()).Images).Use.Parts!;

        Assert.Equal(("b", "c", null), (parts.Repository?.Value, parts.Tag?.Value, parts.Digest?.Value));
        Assert.Equal(4 - 1, parts.Mapping.Entries.Count);
    }
}
