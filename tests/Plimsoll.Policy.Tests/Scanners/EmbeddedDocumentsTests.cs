namespace Plimsoll.Policy.Tests.Scanners;

public class EmbeddedDocumentsTests
{
    private const string ConfigMap = "apiVersion: v1\nkind: ConfigMap\ndata:\n";
    private const string Pod = "apiVersion: v1\n    kind: Pod\n    spec:\n      containers:\n      - image: ";

    // Images with line and columns; the data of a ConfigMap starts in line 4.
    public static TheoryData<string, string> Places { get; } = new()
    {
        { ConfigMap + "  pod.yaml: |\n    # image: no\n    " + Pod + "a:1   # why\n", "a:1@10:16-19" },
        { ConfigMap + "  pod.yaml: |+\n\n    " + Pod + "'a:1'\n    ---\n    " + Pod + "\"b:2\"\n\n", "a:1@10:17-20 b:2@16:17-20" },
        { ConfigMap + "  pod.json: '{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"spec\": {\"containers\": [{\"image\": \"a:1\"}]}}'\n", "a:1@4:85-88" },
        { ConfigMap + "  pod.json: |\n    {\n      // why\n      \"apiVersion\": \"v1\", \"kind\": \"Pod\",\n      \"spec\": {\"containers\": [{\"image\": \"a:1\"}]}}\n", "a:1@8:42-45" },
        { ConfigMap + "  pod.json: \"{\\\"kind\\\": \\\"Pod\\\", \\\"spec\\\": {\\\"containers\\\": [{\\\"image\\\": \\\"a:1\\\"}]}}\"\n", "a:1@4:14-85" },
        { ConfigMap + "  pod.yaml: >\n    kind: Pod\n\n    spec: {containers: [{image: a:1}]}\n", "a:1@5:5-7:39" },
        { ConfigMap + "  compose.yaml: |\n    services:\n      web: {image: a:1}\n", "a:1@6:20-23" },
        { ConfigMap + "  values.yaml: |\n    image:\n      repository: a\n      tag: 1.2\n", "a:1.2@7:12-15" },
        { ConfigMap + "  outer.yaml: |\n    kind: ConfigMap\n    apiVersion: v1\n    data:\n      inner.yaml: |\n        kind: Pod\n        spec:\n          containers:\n          - image: a:1\n", "a:1@12:20-23" },
        { "apiVersion: v1\nkind: Secret\nstringData:\n  pod: |-\n    kind: Pod\n    spec: {containers: [{image: a:1}]}\n", "a:1@6:33-36" },
        { "apiVersion: v1\nkind: Deployment\nmetadata:\n  annotations:\n    last-applied: |\n      {\"kind\":\"Pod\",\"spec\":{\"containers\":[{\"image\":\"a:1\"}]}}\nspec: {containers: [{image: b:2}]}\n", "b:2@7:29-32" },
        { "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  patches:\n  - patch: |\n      apiVersion: apps/v1\n      kind: Deployment\n      spec: {template: {spec: {containers: [{image: a:1}]}}}\n", "a:1@8:53-56" },
        { "apiVersion: helm.cattle.io/v1\nkind: HelmChart\nspec:\n  valuesContent: |-\n    image:\n      repository: a\n      tag: '1'\n", "a:1@7:13-14" },
        { "apiVersion: addons.cluster.x-k8s.io/v1alpha1\nkind: HelmChartProxy\nspec:\n  valuesTemplate: |\n    webImage: a:1\n", "a:1@5:15-18" },
        { "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    helm:\n      values: |\n        image: a:1\n        extraObjects:\n        - |\n          kind: Pod\n          spec: {containers: [{image: b:2}]}\n", "a:1@7:16-19 b:2@11:39-42" },
        { "#cloud-config\nwrite_files:\n- path: /etc/kubernetes/manifests/web.yaml\n  content: |\n    kind: Pod\n    spec: {containers: [{image: a:1}]}\n- content: |\n    services: {web: {image: b:2}}\n  path: /srv/compose.yaml\n- path: /etc/motd\n  content: |\n    image: no:1\n", "a:1@6:33-36 b:2@8:29-32" },
        { "apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nspec:\n  userData: |\n    #cloud-config\n    write_files:\n    - path: /pod.yaml\n      content: |\n        kind: Pod\n        spec: {containers: [{image: a:1}]}\n", "a:1@10:37-40" },
        { ConfigMap + "  script.sh: |\n    echo image: a:1\n  notes: |\n    image: a:1\n    kind of: x\n  dashboard.json: |\n    {\"title\": \"image\", \"panels\": [{\"image\": \"a:1\"}]}\n  broken.yaml: |\n    kind: Pod\n    spec: {containers: [{image: a:1\n", "" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("cm.yaml", text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("cm.yml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task The_extra_objects_of_a_chart_are_read()
    {
        using var deployment = new Deployment().With("Chart.yaml", "name: x\n").With("values.yaml", "extraDeploy:\n- |\n  kind: Pod\n  spec: {containers: [{image: a:1}]}\n- kind: Pod\n  spec: {containers: [{image: b:2}]}\n");

        Assert.Equal(["a:1@values.yaml:4:31-34", "b:2@values.yaml:6:31-34"], await deployment.UsesAsync());
    }

    [Fact]
    public async Task Kustomize_changes_no_image_within_a_text()
    {
        using var deployment = new Deployment().With("kustomization.yaml", "resources: [cm.yaml]\nimages: [{name: a, newTag: '2'}]\n").With("cm.yaml", ConfigMap + "  pod: |\n    kind: Pod\n    spec: {containers: [{image: a:1}]}\n");

        Assert.Contains("a:1@cm.yaml:6:33-36", await deployment.UsesAsync());
    }

    [Fact]
    public async Task Texts_within_texts_end()
    {
        var text = "kind: Pod\nspec: {containers: [{image: a:1}]}\n";
        for (var i = 0; i < 12; i++)
            text = "apiVersion: v1\nkind: ConfigMap\ndata:\n  x.yaml: |\n" + string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $"    {line}\n"));

        Assert.Equal("", await Deployment.ImagesAsync("cm.yaml", text));
    }
}
