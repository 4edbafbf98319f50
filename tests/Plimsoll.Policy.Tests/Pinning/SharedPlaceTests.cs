using Plimsoll.Oci.Images;
using Plimsoll.Policy.Pinning;

namespace Plimsoll.Policy.Tests.Pinning;

/// <summary>Places that are an image and something else: a digest there would change what the other is.</summary>
public class SharedPlaceTests
{
    private const string Values = "image:\n  repository: nginx\n  tag: 1.27.3\n";
    private const string Container = "spec:\n  containers:\n  - image: \"{{ .Values.image.repository }}:{{ .Values.image.tag }}\"\n";
    private static readonly string One = "sha256:" + new string('1', 64);

    private sealed class Anything : IImageResolver
    {
        public Task<Digest?> ResolveAsync(ImageReference image, CancellationToken cancellationToken) => Task.FromResult<Digest?>(Digest.Parse(One));

        public Task<bool> IsSignedAsync(ImageReference image, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<string> ListTagsAsync(ImageReference repository, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private static async Task<(string Text, string? Reason)> PinAsync(Deployment deployment, string file)
    {
        var plan = await new PinPlanner(new Anything(), new PinOptions()).PlanAsync([], deployment.Path);
        await plan.ApplyAsync();
        return ((await File.ReadAllTextAsync(Path.Combine(deployment.Path, file))).Replace(One, "<1>", StringComparison.Ordinal), plan.Skipped.SingleOrDefault(skipped => skipped.Span.File == file)?.Reason);
    }

    private static Deployment Chart(string values, string template, string helpers = "") =>
        new Deployment().With("Chart.yaml", "apiVersion: v2\nname: x\nversion: 1.0.0\n").With("values.yaml", values).With("templates/pod.yaml", template).With("templates/_helpers.tpl", helpers);

    // The other use is in line 2 of the template, or of the helpers.
    [Theory]
    [InlineData("metadata: {labels: {a: b,\n  app.kubernetes.io/version: {{ .Values.image.tag | quote }} }}\n" + Container)]
    [InlineData("metadata:\n  name: x-{{ .Values.image.tag }}\n" + Container)]
    [InlineData("metadata:\r\n  labels: {version: \"{{ $.Values.image.tag }}\"}\r\n" + Container)]
    [InlineData("env:\n- {name: VERSION, value: \"{{ .Values.image.tag }}\"}\n" + Container)]
    [InlineData("#\n{{- if semverCompare \">=1.2\" .Values.image.tag }}\n{{- end }}\n" + Container)]
    [InlineData("#\n{{- if eq .Values.image.tag \"latest\" }}\n{{- end }}\n" + Container)]
    [InlineData("containers:\n- image: \"{{ .Values.image.repository }}:{{ .Values.image.tag | trunc 63 }}\"\n")]
    [InlineData("containers:\n- image: \"{{ .Values.image.repository }}:{{ .Values.image.tag }}-debug\"\n")]
    [InlineData("containers:\n- image: {{ printf \"%s:%s-debug\" .Values.image.repository .Values.image.tag }}\n")]
    [InlineData("{{- with .Values.image }}\nversion: {{ .tag }}\n{{- end }}\n" + Container)]
    [InlineData("{{- $image := .Values.image }}\nversion: {{ $image.tag }}\n" + Container)]
    [InlineData("{{- $tag := .Values.image.tag }}\nversion: {{ $tag }}\n" + Container)]
    [InlineData("metadata:\n  name: x-{{ include \"x.tag\" . }}\n" + Container, "{{- define \"x.tag\" -}}\n{{- default .Chart.AppVersion .Values.image.tag -}}\n{{- end -}}\n")]
    [InlineData("metadata:\n  name: {{ template \"x.name\" . }}\n" + Container, "{{- define \"x.tag\" }}{{ .Values.image.tag }}{{ end -}}\n{{- define \"x.name\" }}{{ include \"x.tag\" . }}{{ end -}}\n")]
    [InlineData(Container, "{{- define \"x.labels\" -}}\napp.kubernetes.io/version: {{ .Values.image.tag | quote }}\n{{- end -}}\n")]
    [InlineData(Container, "{{- define \"x.labels\" -}}\nversion: {{ .tag | quote }}\n{{- end -}}\n{{ include \"x.labels\" .Values.image }}\n")]
    public async Task A_tag_that_a_chart_uses_otherwise_takes_no_digest(string template, string helpers = "")
    {
        using var deployment = Chart(Values, template, helpers);

        var (text, reason) = await PinAsync(deployment, "values.yaml");

        Assert.Equal(Values, text);
        Assert.Matches("^The chart also uses its tag as something else than the end of a reference, at templates/(pod.yaml|_helpers.tpl):2\\.$", reason);
    }

    [Theory]
    [InlineData("# {{ .Values.image.tag }}\n{{/* .Values.image.tag */}}\n" + Container)]
    [InlineData("{{- if .Values.image.tag }}\n" + Container + "{{- end }}\n")]
    [InlineData("containers:\n- image: {{ printf \"%s:%s\" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) | quote }}\n")]
    [InlineData("containers:\n- image: {{ .Values.image.repository }}:{{ .Values.image.tag }}{{ if .Values.x }}@{{ .Values.x }}{{ end }}\n")]
    [InlineData("containers:\n{{- with .Values.image }}\n- image: \"{{ .repository }}:{{ .tag }}\" # why\n{{- end }}\n")]
    [InlineData("containers:\n- {name: x, image: \"{{ .Values.image.repository }}:{{ .Values.image.tag }}\"}\n")]
    [InlineData("containers:\n- name: x\n  args: [--image={{ .Values.image.repository }}:{{ .Values.image.tag }}]\n")]
    [InlineData("containers:\n- image: {{ include \"x.image\" . }}\n", "{{- define \"x.image\" -}}\n{{- $tag := default .Chart.AppVersion .Values.image.tag -}}\n{{- printf \"%s:%s\" .Values.image.repository $tag -}}\n{{- end -}}\n")]
    [InlineData("containers:\n- image: nginx:{{ include \"x.tag\" . }}\n", "{{- define \"x.tag\" }}{{ .Values.image.tag }}{{ end -}}\n")]
    [InlineData("containers:\n- image: {{ include \"common.image\" (dict \"imageRoot\" .Values.image) }}\n")]
    public async Task A_tag_that_only_ends_references_takes_the_digest(string template, string helpers = "")
    {
        using var deployment = Chart(Values, template, helpers);

        Assert.Equal((Values.Replace("1.27.3", "1.27.3@<1>", StringComparison.Ordinal), null), await PinAsync(deployment, "values.yaml"));
    }

    [Theory]
    [InlineData("image:\n  repository: nginx\n  tag: 1.27.3\n", "image:\n  repository: nginx\n  tag: 1.27.3\n  digest: <1>\n")]
    [InlineData("image: {repository: nginx, digest: '', tag: 1.27.3}\n", "image: {repository: nginx, digest: '<1>', tag: 1.27.3}\n")]
    public async Task The_digest_goes_to_its_own_key_where_the_templates_use_one(string values, string pinned)
    {
        using var deployment = Chart(values, "metadata: {labels: {version: \"{{ .Values.image.tag }}\"}}\ncontainers:\n- image: \"{{ .Values.image.repository }}:{{ .Values.image.tag }}{{ with .Values.image.digest }}@{{ . }}{{ end }}\"\n");

        Assert.Equal((pinned, null), await PinAsync(deployment, "values.yaml"));
    }

    // <h> is the digest without its algorithm, here a number; without a template the key says whether that is written.
    [Theory]
    [InlineData("sha: ''", "@sha256:{{ .Values.image.sha }}", "sha: '<h>'")]
    [InlineData("sha:", "{{ with .Values.image.sha }}@sha256:{{ . }}{{ end }}", "sha: \"<h>\"")]
    [InlineData("sha: ''", "{{ if .Values.image.sha }}@{{ .Values.image.sha }}{{ end }}", "sha: '<1>'")]
    [InlineData("sha256: ''", "@sha256:{{ .Values.image.sha256 }}", "sha256: '<h>'")]
    [InlineData("digest: ''", "@sha256:{{ .Values.image.digest }}", "digest: '<h>'")]
    [InlineData("digest: ''", "@{{ .Values.image.digest }}", "digest: '<1>'")]
    [InlineData("sha: ''", null, "sha: '<h>'")]
    [InlineData("imageSha: ''", null, "imageSha: '<h>'")]
    [InlineData("digest: ''", null, "digest: '<1>'")]
    public async Task A_digest_is_written_with_its_algorithm_unless_the_template_writes_that(string key, string? template, string pinned)
    {
        using var deployment = Chart($"image:\n  repository: nginx\n  tag: 1.27.3\n  {key}\n", template is null ? "kind: Pod\n" : "containers:\n- image: \"{{ .Values.image.repository }}:{{ .Values.image.tag }}" + template + "\"\n");

        var (text, reason) = await PinAsync(deployment, "values.yaml");

        Assert.Equal(($"image:\n  repository: nginx\n  tag: 1.27.3\n  {pinned.Replace("<h>", One["sha256:".Length..], StringComparison.Ordinal)}\n".Replace(One, "<1>", StringComparison.Ordinal), null), (text, reason));
    }

    [Fact]
    public async Task A_digest_key_that_no_template_reads_is_not_used()
    {
        using var deployment = Chart("image:\n  repository: nginx\n  tag: 1.27.3\n  digest: ''\n", Container);

        Assert.Equal(("image:\n  repository: nginx\n  tag: 1.27.3@<1>\n  digest: ''\n", null), await PinAsync(deployment, "values.yaml"));
    }

    [Fact]
    public async Task Values_of_a_subchart_are_judged_by_its_templates()
    {
        const string Sub = "sub:\n  image: {repository: nginx, tag: 1.27.3}\n";
        using var deployment = Chart(Sub, "x: y\n").With("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n").With("charts/sub/templates/pod.yaml", "version: {{ .Values.image.tag }}\n" + Container);

        var (text, reason) = await PinAsync(deployment, "values.yaml");

        Assert.Equal(Sub, text);
        Assert.EndsWith("at charts/sub/templates/pod.yaml:1.", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_are_templates_themselves_are_other_uses_too()
    {
        using var deployment = Chart(Values + "podLabels: {version: \"{{ .Values.image.tag }}\"}\n", Container);

        Assert.EndsWith("at values.yaml:4.", (await PinAsync(deployment, "values.yaml")).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("values.yaml", "labels: {version: &t 1.2.3}\nimage:\n  repository: nginx\n  tag: *t\n", 1)]
    [InlineData("values.yaml", "image:\n  repository: nginx\n  tag: &t \"1.2.3\"\nlabels:\n  version: *t\n", 5)]
    [InlineData("values.yaml", "\uFEFFimage:\r\n  repository: nginx\r\n  tag: &t 1.2.3\r\nlabels: [*t]\r\n", 4)]
    [InlineData("x.yaml", "kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - image: &n nginx\n    name: *n\n", 6)]
    [InlineData("x.yaml", "kind: Pod\napiVersion: v1\nmetadata: {name: &n nginx}\nspec:\n  containers:\n  - image: *n\n", 3)]
    public async Task A_text_that_an_alias_uses_otherwise_takes_no_digest(string file, string before, int line)
    {
        using var deployment = new Deployment().With(file, before);

        var (text, reason) = await PinAsync(deployment, file);

        Assert.Equal(before.TrimStart('\uFEFF'), text);
        Assert.Equal($"An alias makes its text something else than an image, too, at {file}:{line}.", reason);
    }

    [Theory]
    [InlineData("values.yaml", "a:\n  image: {repository: nginx, tag: &t 1.2.3}\nb:\n  image: {repository: nginx, tag: *t} # not *t alone\n")]
    [InlineData("values.yaml", "_tag: &t 1.2.3\nimage: {repository: nginx, tag: *t}\n")]
    [InlineData("values.yaml", "image: {repository: nginx, tag: &t 1.2.3}\nlabels: [&t x, *t]\n")]
    public async Task A_text_that_all_aliases_use_for_the_image_takes_the_digest(string file, string before)
    {
        using var deployment = new Deployment().With(file, before);

        Assert.Equal((before.Replace("1.2.3", "1.2.3@<1>", StringComparison.Ordinal), null), await PinAsync(deployment, file));
    }

    [Theory]
    [InlineData("compose.yml", "services:\n  a:\n    image: nginx:${T:-1.2.3}\n    environment: {V: '${T:-1.2.3}'}\n")]
    [InlineData(".gitlab-ci.yml", "variables: {TAG: 1.2.3}\na:\n  image: nginx:$TAG\n  script: [git checkout v$TAG]\n")]
    [InlineData("azure-pipelines.yml", "variables: {tag: 1.2.3}\njobs:\n- job: a\n  container: nginx:$(tag)\n  steps: [{script: git checkout $(tag)}]\n")]
    [InlineData("main.tf", "locals {\n  t = \"1.2.3\"\n}\nresource \"docker_image\" \"a\" {\n  name = \"nginx:${local.t}\"\n}\noutput \"o\" { value = local.t }\n")]
    [InlineData("Dockerfile", "ARG V=1.2.3\nFROM nginx:$V\nARG V\nLABEL version=$V\n")]
    [InlineData("Dockerfile", "ARG BASE=nginx:1.2.3\nFROM $BASE\nARG BASE\nRUN echo $BASE\n")]
    public async Task A_variable_that_is_used_otherwise_keeps_its_value(string file, string before)
    {
        using var deployment = new Deployment().With(file, before);

        Assert.Equal((before, "It is composed of variables."), await PinAsync(deployment, file));
    }
}
