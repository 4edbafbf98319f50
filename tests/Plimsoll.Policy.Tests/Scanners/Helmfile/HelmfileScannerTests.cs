namespace Plimsoll.Policy.Tests.Scanners.Helmfile;

public class HelmfileScannerTests
{
    public static TheoryData<string, string, string> Places { get; } = new()
    {
        { "helmfile.yaml", "releases:\n- name: a\n  chart: oci://r.io/charts/a\n  version: 1.2.3\n- {name: b, chart: 'oci://r.io/b'}\n- {name: c, chart: 'oci://r.io/c', version: ~1.2}\n- {name: d, chart: bitnami/redis, version: 1.0.0}\n- {name: e, chart: ./charts/image, version: 1}\n", "r.io/charts/a:1.2.3@4:12-17 r.io/b@5:21-33 r.io/c@6:45-49" },
        { "apps.yaml", "repositories:\n- {name: reg, url: r.io/charts, oci: true}\n- {name: web, url: 'https://r.io/charts'}\n---\nreleases:\n- name: a\n  chart: reg/x/a\n  version: v1.2.3\n- {name: b, chart: web/b, version: 1.2.3}\n- {name: c, chart: reg/c, version: 1.0.0, dependencies: [{chart: 'oci://r.io/lib', version: 2.0.0, alias: lib}]}\n", "r.io/charts/x/a:v1.2.3@8:12-18 r.io/charts/c:1.0.0@10:36-41 r.io/lib:2.0.0@10:93-98" },
        { "helmfile.d/10-web.yaml", "releases:\n- name: a\n  chart: ./a\n  values:\n  - values.yaml\n  - image: {repository: r.io/a, tag: 1}\n    sidecar:\n      image: b:2\n  - {other: {image: {repository: c, tag: x}}}\n  set:\n  - {name: other.image.tag, value: z}\n  - {name: image.pullPolicy, value: Always}\n  - {name: job.image, value: 'd'}\n  - {name: args, values: [image]}\n  setString: [{name: gate.image.tag, value: 7}]\n", "r.io/a:1@6:38-39 b:2@8:14-17 c:z@11:36-37 d@13:31-32 {{ .Values.gate.image.repository }}:7@15:45-46" },
        { "helmfile.yaml.gotmpl", "environments:\n  {{ .Environment.Name }}:\n    values: [x.yaml]\n---\nreleases:\n{{ range $name, $app := .Values.apps }}\n- name: {{ $name }}\n  chart: oci://r.io/{{ $name }}\n  version: {{ $app.version }}\n  installed: {{ eq .Environment.Name \"x\" }}\n{{ end }}\n- name: b\n  chart: oci://r.io/b\n  {{ if .Values.old }}\n  version: 1.0.0\n  {{ else }}\n  version: 2.0.0\n  {{ end }}\n  values:\n  - image:\n      repository: c\n      tag: {{ requiredEnv \"TAG\" }}\n  {{- if .Values.x }}\n  - image: d:1\n  {{- end }}\n  - {{ toYaml .Values.all | nindent 4 }}\n- {name: e, chart: 'oci://r.io/e', version: {{ .V }}}\n- name: f\n  chart: oci://r.io/f\n  version: ~{{ .V }}\n", "r.io/{{…}}:{{…}}@9:12-30 r.io/b:1.0.0@15:12-17 r.io/b:2.0.0@17:12-17 c:{{…}}@22:12-35 d:1@24:12-15 r.io/e:{{…}}@27:45-53 r.io/f:~{{…}}@30:12-21" },
        { "helmfile.yaml", "templates:\n  base:\n    chart: oci://r.io/base\n    values: [{image: a:1}]\n  whole: &whole\n    chart: oci://r.io/whole\n    version: 1.0.0\nreleases:\n- name: x\n  inherit: [{template: base}]\n  version: 1.2.3\n- name: y\n  <<: *whole\n- name: z\n  <<: *whole\n  version: 2.0.0\n- name: q\n  chart: oci://r.io/q\n", "a:1@4:22-25 r.io/whole:1.0.0@7:14-19 r.io/base:1.2.3@11:12-17 r.io/whole:2.0.0@16:12-17 r.io/q@18:10-22" },
        { "helmfile.yaml", "hooks:\n- {events: [prepare], command: docker, args: [pull, a:1]}\nreleases:\n- name: x\n  chart: ./x\n  hooks:\n  - {command: sh, args: [-c, docker run b:2]}\n  - {command: '{{`{{ .Release.Name }}`}}', args: [image]}\n  strategicMergePatches:\n  - {kind: Deployment, spec: {template: {spec: {containers: [{name: x, image: c:3}]}}}}\n  jsonPatches: [{target: {kind: Job}, patch: [{op: add, path: /spec/image, value: d:4}, {op: add, path: /x, value: no:1}]}]\n  transformers: [{kind: ImageTagTransformer, imageTag: {name: e, newTag: '5'}}]\n", "a:1@2:53-56 b:2@7:41-44 c:3@10:79-82 d:4@11:83-86 e:5@12:75-76" },
        { "helmfile.yaml", "environments:\n  x: {values: [a.yaml, {web: {image: a:1}}]}\nhelmfiles:\n- {path: y.yaml, values: [{image: {repository: b, tag: '2'}}]}\n", "a:1@2:38-41 b:2@4:57-58" },
        { "helmfile.yaml", "image: {repository: no, tag: 1}\n", "" },
        { "list.yaml", "releases: [{name: image, date: 2026-01-01, values: [{repository: no, tag: 1, pullPolicy: x}]}]\nchart: oci://r.io/no\n", "" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Charts_and_images_are_found_at_what_decides_them(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task A_range_that_a_template_fills_in_is_unresolved() =>
        Assert.Equal("unresolved@4:12-21", await Deployment.FindingsAsync("helmfile.yaml", "releases:\n- name: a\n  chart: oci://r.io/a\n  version: ~{{ .V }}\n"));

    [Fact]
    public async Task Values_that_releases_share_are_read_once_and_not_for_each()
    {
        var values = string.Join(", ", Enumerable.Range(0, 5_000).Select(i => $"{{x{i}: 1}}"));
        var releases = string.Concat(Enumerable.Repeat("- {name: x, chart: ./x, values: *v}\n", 5_000));
        Assert.Equal("a:1@2:51-54", await Deployment.ImagesAsync("helmfile.yaml", $"releases:\n- {{name: x, chart: ./x, values: &v [{{web: {{image: a:1}}}}, {values}]}}\n{releases}"));
    }
}
