
namespace Plimsoll.Policy.Tests.Scanners.Helm;

public class HelmTemplateScannerTests
{
    private const string Chart = "apiVersion: v2\nname: app\nversion: 0.1.0\nappVersion: 3.2.1\n";
    private const string Values = "tag: v1\nempty: ''\nnothing:\nimage: {registry: r.io, repository: a/b, tag: ''}\nn: {m: x}\nnumber: 1.10\nquoted: '1.10'\ndate: 20261130\nzero: 0\noff: off\nzeroText: '0'\ntemplated: '{{ .Release.Name }}'\n";
    private const string Head = "kind: Pod\nspec:\n  containers:\n";

    // What follows three lines of head.
    public static TheoryData<string, string> Containers { get; } = new()
    {
        { "  - image: nginx:1\n", "nginx:1@4:12-19" },
        { "  - image: \"nginx:1\"\n    name: {{ .Release.Name }}\n", "nginx:1@4:13-20" },
        { "  - name: {{ include \"app.name\" . }}-x\n    image: nginx:1 # why\n", "nginx:1@5:12-19" },
        { "  {{- if .Values.x }}\n  - image: nginx:1\n  {{- else }}\n  - image: nginx:2\n  {{- end }}\n", "nginx:1@5:12-19 nginx:2@7:12-19" },
        { "  - name: x\n    {{- if .Values.x }}\n    image: nginx:1\n    {{- else }}\n    image: nginx:2\n    {{- end }}\n", "nginx:1@6:12-19 nginx:2@8:12-19" },
        { "  - image: nginx:{{ .Values.tag }}\n", "nginx:v1@4:12-35" },
        { "  - image: \"nginx:{{ .Values.tag }}\"\n", "nginx:v1@4:13-36" },
        { "  - image: \"nginx:{{- $.Values.tag -}}\"\n", "nginx:v1@4:13-39" },
        { "  - image: 'nginx:{{ .Values.n.m }}'\n", "nginx:x@4:13-36" },
        { "  - image: {{ printf \"nginx:%s\" .Values.tag }}\n", "nginx:v1@4:12-47" },
        { "  - image: {{ printf \"nginx:%s\" .Values.tag | quote }}\n", "nginx:v1@4:12-55" },
        { "  - image: nginx:{{ .Chart.AppVersion }}\n", "nginx:3.2.1@4:12-41" },
        { "  - image: {{ .Chart.Name }}/nginx:{{ .Chart.Version }}\n", "app/nginx:0.1.0@4:12-56" },
        { "  - image: nginx:{{ .Values.no | default .Chart.AppVersion }}\n", "nginx:3.2.1@4:12-62" },
        { "  - image: nginx:{{ .Values.empty | default \"latest\" }}\n", "nginx:latest@4:12-56" },
        { "  - image: nginx:{{ default `latest` .Values.nothing }}\n", "nginx:latest@4:12-56" },
        { "  - image: nginx:{{ default \"latest\" .Values.tag | trim | lower | toString }}\n", "nginx:v1@4:12-78" },
        { "  - image: nginx:{{ coalesce .Values.no .Values.empty .Values.tag }}\n", "nginx:v1@4:12-69" },
        { "  - image: nginx:{{ required \"a tag\" .Values.tag }}\n", "nginx:v1@4:12-52" },
        { "  - image: nginx:{{ (.Values.tag) }}\n", "nginx:v1@4:12-37" },
        { "  - image: nginx:{{ tpl .Values.tag . }}\n", "nginx:v1@4:12-41" },
        { "  - image: nginx:{{ tpl .Values.templated . }}\n", "nginx:{{ tpl .Values.templated . }}@4:12-47" },
        { "  - image: nginx:{{ .Values.no }}\n", "nginx:{{ .Values.no }}@4:12-34" },
        { "  - image: nginx:{{ .Values.empty }}\n", "nginx:{{ .Values.empty }}@4:12-37" },
        { "  - image: nginx{{ .Values.empty }}:1\n", "nginx:1@4:12-38" },
        { "  - image: nginx:{{ .Values.n }}\n", "nginx:{{ .Values.n }}@4:12-33" },
        { "  - image: nginx:{{ .Values.number }}\n", "nginx:1.1@4:12-38" },
        { "  - image: nginx:{{ .Values.quoted }}\n", "nginx:1.10@4:12-38" },
        { "  - image: nginx:{{ .Values.date }}\n", "nginx:{{ .Values.date }}@4:12-36" },
        { "  - image: nginx:{{ .Values.zero }}\n", "nginx:0@4:12-36" },
        { "  - image: nginx:{{ .Values.zero | default \"7\" }}\n", "nginx:7@4:12-50" },
        { "  - image: nginx:{{ coalesce .Values.off .Values.zero .Values.tag }}\n", "nginx:v1@4:12-69" },
        { "  - image: nginx:{{ .Values.zeroText | default \"7\" }}\n", "nginx:0@4:12-54" },
        { "  - image: nginx:{{ .Values.gone | default 1.10 }}\n", "nginx:1.1@4:12-51" },
        { "  - image: nginx:{{ include \"tag\" . }}\n", "nginx:{{ include \"tag\" . }}@4:12-39" },
        { "  - image: nginx:{{ .tag }}\n", "nginx:{{ .tag }}@4:12-28" },
        { "  - image: nginx:{{ if .Values.x }}1{{ else }}2{{ end }}-x\n", "nginx:{{ if .Values.x }}1{{ else }}2{{ end }}-x@4:12-59" },
        { "  - image: {{ .Values.image.registry }}/nginx:1\n", "r.io/nginx:1@4:12-48" },
        { "  - image: \"{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}\"\n", "" },
        { "  - image: \"{{ .Values.image.repository }}:{{ .Values.image.tag | default \"latest\" }}\"\n", "a/b:latest@4:13-86" },
        { "  - image: \"{{ .Values.image.repository }}:{{ .Values.image.tag }}@sha256:{{ .Values.image.sha }}\"\n", "" },
        { "  - image: {{ printf \"%s:%s@sha256:%s\" .Values.image.repository .Values.image.tag .Values.image.sha }}\n", "" },
        { "  - image: {{ .Values.image }}\n  - image: {{ include \"app.image\" . }}\n  - image: {{ template \"x\" . }}\n", "" },
        { "  - image: {{ .Values.no | default \"nginx:1\" }}\n", "nginx:1@4:12-48" },
        { "  - image: {{ .Values.tag | default \"nginx:1\" }}\n", "" },
        { "  - image: {{ ternary \"a\" \"b\" .Values.x }}\n", "" },
        { "  - name: x\n    {{- with .Values.resources }}\n    resources:\n      {{- toYaml . | nindent 6 }}\n    {{- end }}\n    image: nginx:1\n", "nginx:1@9:12-19" },
        { "  - name: x\n    args: {{- toYaml .Values.args | nindent 4 }}\n    image: nginx:1\n", "nginx:1@6:12-19" },
        { "  {{- /* a comment\n  - image: nginx:0\n  }} */}}\n  - image: nginx:1\n", "nginx:1@7:12-19" },
        { "  {{- range $i, $e := .Values.list }}\n  - name: \"{{ $e.name }}\"\n    image: nginx:1\n  {{- end }}\n", "nginx:1@6:12-19" },
        { "  - {name: {{ .Values.tag }}, image: nginx:1}\n", "nginx:1@4:38-45" },
        { "  - {name: x, image: {{ .Values.tag }}}\n  - image: nginx:1\n", "nginx:1@5:12-19" },
        { "  - name: {{ .Values.x\n      | quote }}\n    image: nginx:1\n", "nginx:1@6:12-19" },
        { "  - name: {{ \"}}\" }}\n    image: nginx:1\n", "nginx:1@5:12-19" },
        { "  {{- if .Values.x }}\n  - image: nginx:1\n  {{- else }}\n    key: value\n  {{- end }}\n", "nginx:1@5:12-19" },
        { "  {{ .Values.x }}: y\n  - image: \"nginx:{{ .Values.tag }}\" # why\n  z: {{ .\n", "nginx:v1@5:13-36" },
        { "  - image: nginx:1\n    env:\n    - {name: RELATED_IMAGE_X, value: \"y:{{ .Values.tag }}\"}\n", "nginx:1@4:12-19 y:v1@6:39-58" },
        { "---\nkind: Job\n{{ broken: [\n", "" },
    };

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task An_image_written_in_a_template_is_found_at_its_token(string containers, string expected) => Assert.Equal(expected, await ImagesAsync(Head + containers));

    [Theory]
    [MemberData(nameof(Containers))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string containers, string expected) =>
        Assert.Equal(expected.Replace("\n", "\r\n", StringComparison.Ordinal), await ImagesAsync("\uFEFF" + (Head + containers).Replace("\n", "\r\n", StringComparison.Ordinal)));

    private static async Task<string> ImagesAsync(string template)
    {
        using var deployment = new Deployment().With("Chart.yaml", Chart).With("values.yaml", Values).With("templates/x.yaml", template);
        var result = await deployment.CheckAsync();
        Assert.DoesNotContain(result.Findings, finding => finding.Rule == "unreadable-file");
        return string.Join(" ", (await deployment.UsesAsync("templates")).Select(use => use.Replace("@templates/x.yaml:", "@", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("templates/_pod.tpl", true)]
    [InlineData("templates/deep/er/x.yml", true)]
    [InlineData("templates/NOTES.txt", false)]
    [InlineData("template/x.tpl", false)]
    public async Task Templates_are_the_files_below_the_folder_of_that_name(string file, bool isTemplate)
    {
        using var deployment = new Deployment().With("Chart.yaml", Chart).With(file, "{{- define \"pod\" -}}\n      containers:\n      - image: a:1\n{{- end }}\n{{ define \"x\" }}\ncontainers: [{image: b:2}]\n{{ end }}\n");

        Assert.Equal(isTemplate ? [$"a:1@{file}:3:16-19", $"b:2@{file}:6:22-25"] : [], await deployment.UsesAsync());
    }

    [Fact]
    public async Task A_chart_without_values_leaves_them_open()
    {
        using var deployment = new Deployment().With("Chart.yaml", "").With("templates/x.yaml", "containers: [{image: 'a:{{ .Values.x }}'}, {image: 'b:{{ .Chart.AppVersion }}'}]\n");

        Assert.Equal(["a:{{ .Values.x }}@templates/x.yaml:1:23-40", "b:{{ .Chart.AppVersion }}@templates/x.yaml:1:53-78"], await deployment.UsesAsync());
    }

    [Fact]
    public async Task A_template_of_a_chart_is_checked_when_it_is_named_too()
    {
        using var deployment = new Deployment().With("Chart.yaml", Chart).With("templates/x.yaml", Head + "  - image: nginx\n{{ if }}\n");

        Assert.Equal("missing-tag", Assert.Single((await deployment.CheckAsync(null, "templates/x.yaml")).Findings).Rule);
    }
}
