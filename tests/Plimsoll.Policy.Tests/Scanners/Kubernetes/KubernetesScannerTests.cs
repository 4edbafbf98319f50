namespace Plimsoll.Policy.Tests.Scanners.Kubernetes;

public class KubernetesScannerTests
{
    private const string Head = "apiVersion: v1\nkind: Pod\n";

    // What follows two lines of head; images with line and columns.
    public static TheoryData<string, string> Places { get; } = new()
    {
        { "spec:\n  containers:\n  - image: a:1\n", "a:1@5:12-15" },
        { "spec:\n  containers:\n  - name: x\n    image: a:1   # why\n", "a:1@6:12-15" },
        { "spec:\n  initContainers:\n  - image: a:1\n  containers:\n  - image: b:2\n  ephemeralContainers:\n  - image: c:3\n", "a:1@5:12-15 b:2@7:12-15 c:3@9:12-15" },
        { "spec:\n  containers: [{name: x, image: a:1}, {image: 'b:2'}]\n", "a:1@4:33-36 b:2@4:48-51" },
        { "spec:\n  containers:\n  - image: \"a:1\"\n", "a:1@5:13-16" },
        { "spec:\n  containers:\n  - image: \"\\x61:1\"\n", "a:1@5:13-19" },
        { "spec:\n  containers:\n  - image:\n      a:1\n", "a:1@6:7-10" },
        { "spec:\n  containers:\n  - image: |\n      a:1\n  - image: >-\n      b:2\n      # not a comment\n", "a:1@6:7-10 b:2 # not a comment@8:7-9:22" },
        { "spec:\n  containers:\n  - image: |-\n\n        a:1\n\n    # a comment\n    name: x\n", "a:1@7:9-12" },
        { "spec:\n  containers:\n  - image: !!str a:1\n  - image: &i 'b:2'\n  - image: &j !!str\n      c:3\n", "a:1@5:18-21 b:2@6:16-19 c:3@8:7-10" },
        { "spec:\n  containers:\n  - image: &i a:1\n  - image: *i\n", "a:1@5:15-18" },
        { "spec:\n  containers:\n  - &c\n    image: a:1\n  - <<: *c\n    name: y\n  - <<: *c\n    image: b:2\n", "a:1@6:12-15 b:2@10:12-15" },
        { "spec:\n  containers:\n  - image: a:1\n    image: b:2\n", "b:2@6:12-15" },
        { "spec:\n  containers:\n  -\timage: a:1\n", "a:1@5:12-15" },
        { "spec:\n  containers:\n  - image:\ta:1\n", "a:1@5:12-15" },
        { "spec:\n  containers:\n  - {\"😀\": x, image: a:1}\n", "a:1@5:22-25" },
        { "spec:\n  containers:\n  - image: ''\n  - image:\n  - image: ~\n  - name: x\n  - image: a:1\n", "a:1@9:12-15" },
        { "spec:\n  volumes:\n  - name: v\n    image:\n      reference: a:1\n      pullPolicy: Always\n  - name: w\n    emptyDir: {}\n", "a:1@7:18-21" },
        { "spec:\n  template:\n    spec:\n      containers:\n      - env:\n        - name: RELATED_IMAGE_SIDECAR\n          value: a:1\n        - name: OTHER_IMAGE\n          value: b:2\n", "a:1@9:18-21" },
        { "spec:\n  jobTemplate: {spec: {template: {spec: {containers: [{image: a:1}]}}}}\n", "a:1@4:63-66" },
        { "spec:\n  pod:\n    sidecarContainers:\n    - image: a:1\n  script:\n    image: b:2\n", "a:1@6:14-17 b:2@8:12-15" },
        { "spec:\n  containers:\n  - name: \"x\u2028\u0085y\"\n    image: c:1\n", "c:1@6:12-15" },
        { "items:\n- kind: Pod\n  spec:\n    containers:\n    - image: a:1\n", "a:1@7:14-17" },
        { "spec: {image: a:1, containers: x}\n", "" },
        { "data:\n  image: a:1\n", "" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task An_image_is_found_at_its_token(string body, string expected)
    {
        Assert.Equal(expected, await Deployment.ImagesAsync("pod.yaml", Head + body));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string body, string expected)
    {
        Assert.Equal(expected, await Deployment.ImagesAsync("pod.yaml", "\uFEFF" + (Head + body).Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Pod")]
    [InlineData("Deployment")]
    [InlineData("StatefulSet")]
    [InlineData("DaemonSet")]
    [InlineData("ReplicaSet")]
    [InlineData("ReplicationController")]
    [InlineData("Job")]
    [InlineData("CronJob")]
    [InlineData("PodTemplate")]
    [InlineData("Rollout")]
    public async Task Every_kind_of_workload_is_walked(string kind) =>
        Assert.Equal("a:1@5:29-32", await Deployment.ImagesAsync("x.yml", $"apiVersion: v1\nkind: {kind}\nspec:\n  template: {{spec:\n   {{containers: [{{ image:   a:1 }}]}}}}\n"));

    [Fact]
    public async Task Every_document_of_a_file_is_read() =>
        Assert.Equal("a:1@4:29-32 b:2@9:29-32", await Deployment.ImagesAsync("all.yaml",
            "---\napiVersion: v1\nkind: Pod\nspec: {containers: [{image: a:1}]}\n---\n# empty\n---\nkind: Job\nspec: {containers: [{image: b:2}]}\n"));

    [Fact]
    public async Task Json_is_read_with_tabs_and_escapes() =>
        Assert.Equal("a/b:1@6:14-20", await Deployment.ImagesAsync("pod.json",
            "{\n\t\"apiVersion\": \"v1\", \"kind\": \"Pod\",\n\t\"spec\": {\n\t\t\"containers\": [{\n\t\t\t\"name\": \"\\ud83d\\ude00\",\n\t\t\t\"image\": \"a\\/b:1\"\n\t\t}]\n\t}\n}\n"));

    [Fact]
    public async Task What_is_no_manifest_has_no_images() =>
        Assert.Equal("", await Deployment.ImagesAsync("values.yaml", "containers:\n- image: a:1\n"));

    [Fact]
    public async Task Documents_before_a_broken_one_are_checked_and_the_break_is_reported() =>
        Assert.Equal("missing-tag@2:29-30 unreadable-file@4:7-7", await Deployment.FindingsAsync("all.yaml",
            "kind: Pod\nspec: {containers: [{image: a}]}\n---\nkind: Pod\n\tspec: b\n"));

    [Fact]
    public async Task Aliases_in_a_circle_end() =>
        Assert.Equal("a:1@5:12-15", await Deployment.ImagesAsync("pod.yaml",
            "kind: Pod\nmetadata: {}\nspec: &s\n  containers: &c\n  - image: a:1\n    self: *s\n    list: *c\n    <<: *s\n"));
}
