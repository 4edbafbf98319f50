using Plimsoll.Policy.Checking;

namespace Plimsoll.Policy.Tests.Scanners;

public class OciArtifactTests
{
    private const string Application = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source: ";
    private const string Release = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {chart: {spec: {chart: web, version: ";
    private const string Repository = "apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: shop}\nspec: {type: oci, url: 'oci://r.io/charts/'}\n";

    // The name of a file, its text, the images with line and columns.
    public static TheoryData<string, string, string> Places { get; } = new()
    {
        { "app.yaml", Application + "{repoURL: r.io/charts, chart: web, targetRevision: 1.2.3}\n", "r.io/charts/web:1.2.3@4:62-67" },
        { "app.yaml", Application + "{repoURL: 'oci://r.io/charts', chart: web, targetRevision: '1.*'}\n", "r.io/charts/web@4:71-74" },
        { "app.yaml", Application + "{repoURL: 'oci://r.io/charts/web', path: ., targetRevision: v1.2.3+b.1}\n", "r.io/charts/web:v1.2.3_b.1@4:71-81" },
        { "app.yaml", Application + "{repoURL: 'oci://r.io/web', targetRevision: 'sha256:x'}\n", "r.io/web@sha256:x@4:56-64" },
        { "app.yaml", Application + "{repoURL: r.io/charts, chart: web}\n", "r.io/charts/web@4:41-44" },
        { "app.yaml", Application + "{repoURL: r.io/charts, chart: web, targetRevision: '{{ .version }}'}\n", "r.io/charts/web:{{ .version }}@4:63-77" },
        { "app.yaml", Application + "{repoURL: 'https://r.io/charts', chart: web, targetRevision: 1.2.3}\n", "" },
        { "app.yaml", Application + "{repoURL: 'https://github.com/a/b', path: x, targetRevision: main}\n", "" },
        { "release.yaml", Repository + "---\n" + Release + "1.2.3, sourceRef: {kind: HelmRepository, name: shop}}}}\n", "r.io/charts/web:1.2.3@8:44-49" },
        { "release.yaml", Release + "'>=1.0', sourceRef: {kind: HelmRepository, name: shop}}}}\n---\n" + Repository, "r.io/charts/web@3:45-50" },
        { "release.yaml", Repository.Replace("type: oci, url: 'oci:", "url: 'https:", StringComparison.Ordinal) + "---\n" + Release + "1.2.3, sourceRef: {kind: HelmRepository, name: shop}}}}\n", "" },
        { "release.yaml", Repository + "---\n" + Release + "1.2.3, sourceRef: {kind: HelmRepository, name: other}}}}\n", "" },
        { "source.yaml", "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nspec:\n  url: oci://a/b\n  ref: {semver: '1.2.3', tag: 1}\n", "a/b:1.2.3@5:18-23" },
        { "Chart.yaml", "apiVersion: v2\nname: x\ndependencies:\n- name: web\n  repository: oci://r.io/charts\n  version: 1.2.3\n- {name: db, repository: 'oci://r.io', version: ~1.2}\n- {name: y, repository: 'https://r.io', version: '*'}\n- {name: z, repository: 'file://../z'}\n", "r.io/charts/web:1.2.3@6:12-17 r.io/db@7:49-53" },
        { "kustomization.yaml", "helmCharts:\n- name: web\n  repo: https://r.io/charts\n  valuesInline:\n    image: {repository: a, tag: v1}\n    jobImage: b:2\n", "a:v1@5:33-35 b:2@6:15-18" },
        { "kustomization.yaml", "helmCharts:\n- name: web\n  repo: oci://r.io/charts\n  version: 1.2.3\n- {name: x, repo: 'https://r.io', version: 1.2.3}\n", "r.io/charts/web:1.2.3@4:12-17" },
        { "k3s.yaml", "apiVersion: helm.cattle.io/v1\nkind: HelmChart\nspec:\n  chart: oci://r.io/charts/web\n  version: 1.2.3\n", "r.io/charts/web:1.2.3@5:12-17" },
        { "proxy.yaml", "apiVersion: addons.cluster.x-k8s.io/v1alpha1\nkind: HelmChartProxy\nspec: {repoURL: 'oci://r.io/charts', chartName: web, version: 1.x}\n", "r.io/charts/web@3:63-66" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task They_are_found_at_their_version(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("1.2.3", PolicyProfile.Floating, "")]
    [InlineData("1.*", PolicyProfile.Tag, "")]
    [InlineData("1.*", PolicyProfile.Floating, "mutable-tag@4:63-66")]
    [InlineData("1.*", PolicyProfile.Digest, "mutable-tag@4:63-66")]
    [InlineData(">=1.0", PolicyProfile.Tag, "mutable-tag@4:63-68")]
    [InlineData("main", PolicyProfile.Floating, "mutable-tag@4:63-67")]
    [InlineData("${V}", PolicyProfile.Floating, "unresolved@4:63-67")]
    public async Task A_range_moves_and_one_version_does_not(string version, PolicyProfile profile, string expected) =>
        Assert.Equal(expected, await Deployment.FindingsAsync("app.yaml", Application + $"{{repoURL: r.io/charts, chart: web, targetRevision: '{version}'}}\n", new ImagePolicy { Profile = profile }));

    [Fact]
    public async Task The_finding_says_which_range_and_the_verdict_is_that_it_moves()
    {
        using var deployment = new Deployment().With("app.yaml", Application + "{repoURL: r.io/charts, chart: web, targetRevision: '>=1.0'}\n");
        var result = await deployment.CheckAsync();

        Assert.Equal("'r.io/charts/web' uses the newest version in the range '>=1.0', which changes when another one is published.", Assert.Single(result.Findings).Message);
        Assert.Equal(Verdict.Moving, Assert.Single(result.Images).Verdict);
    }

    [Fact]
    public async Task The_registry_of_a_range_is_checked() =>
        Assert.Equal("unknown-registry@4:63-66", await Deployment.FindingsAsync("app.yaml", Application + "{repoURL: r.io/charts, chart: web, targetRevision: '1.*'}\n", new ImagePolicy { Registries = ["other.io"] }));

    [Fact]
    public async Task The_repository_of_a_release_can_be_in_a_file_beside_it()
    {
        using var deployment = new Deployment().With("release.yaml", Release + "1.2.3, sourceRef: {kind: HelmRepository, name: shop}}}}\n").With("repository.yaml", Repository);

        Assert.Equal(["r.io/charts/web:1.2.3@release.yaml:3:44-49"], await deployment.UsesAsync());
    }
}
