using Plimsoll.Policy.Rules;

namespace Plimsoll.Policy.Tests.Scanners;

/// <summary>Templates that belong to no chart: their images are judged where they stand, and what cannot be read is told.</summary>
public class TemplateDocumentsTests
{
    [Theory]
    [InlineData("k8s/web.yaml", "kind: Pod\nspec:\n  {{ if .HostNetwork }}\n  hostNetwork: true\n  {{ end }}\n  containers:\n    - name: web\n      image: nginx:latest\n", "nginx:latest@8:14-26")]
    [InlineData("web.yaml", "kind: Pod\nspec:\n  containers:\n    - image: \"nginx:{{ .Tag }}\"\n    - image: {{ .Image }}\n    - image: a:1.0.0\n", "nginx:{{ .Tag }}@4:15-31 {{ .Image }}@5:14-26 a:1.0.0@6:14-21")]
    [InlineData("web.yaml", "kind: Pod\nspec:\n  containers:\n    {{- if .X }}\n    - image: a:1\n    {{- else }}\n    - image: b:1\n    {{- end }}\n", "a:1@5:14-17 b:1@7:14-17")]
    [InlineData("web.yaml", "kind: Pod\nspec:\n  containers:\n    - name: x\n      {{- if .X }}\n      image: a:1\n      {{- else }}\n      image: b:1\n      {{- end }}\n", "a:1@6:14-17 b:1@8:14-17")]
    [InlineData("web.yaml.j2", "kind: Pod\nspec:\n  containers:\n{% for c in containers %}\n    - name: {{ c.name }}\n      image: {{ c.image }}\n{% endfor %}\n    - image: a:1 {# the sidecar #}\n", "{{ c.image }}@6:14-27 a:1@8:14-17")]
    [InlineData("docker-compose.yml.j2", "services:\n  web:\n    image: nginx:1.2.3\n  {% if db %}\n  db:\n    image: postgres:{{ version }}\n  {% endif %}\n", "nginx:1.2.3@3:12-23 postgres:{{ version }}@6:12-34")]
    [InlineData("web.yml.erb", "kind: Pod\nspec:\n  containers:\n<% if x %>\n  - image: acme/web:<%= @tag || \"x\" %>\n<% end %>\n  - image: a:1\n", "acme/web:<%= @tag || \"x\" %>@5:12-39 a:1@7:12-15")]
    [InlineData("web.json.tmpl", "{\"kind\": \"Pod\", \"spec\": {\"containers\": [\n{{ if .X }}\n{\"image\": \"a:1\"},\n{{ end }}\n{\"image\": \"b:1\"}]}}\n", "a:1@3:12-15 b:1@5:12-15")]
    [InlineData("web.yaml", "kind: ConfigMap\nmetadata: {name: {{ .Name }}}\ndata:\n  image: logo.png\n", "")]
    public async Task Its_images_are_found(string file, string content, string expected)
    {
        Assert.Equal(expected, await Deployment.ImagesAsync(file, content));
        if (expected.Length > 0)
            Assert.Equal(expected, await Deployment.ImagesAsync(file, content.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.DoesNotContain("unreadable-file", await Deployment.FindingsAsync(file, content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deploy/web.yaml", Severity.Warning)]
    [InlineData("deploy/production/web.yaml", Severity.Error)]
    public async Task One_that_cannot_be_read_is_told_whether_it_was_named_or_found(string file, Severity severity)
    {
        using var deployment = new Deployment().With(file, "kind: Pod\n{{ .A }}: {{ .B }}\n  x: [\nimage: nginx:1.2.3\n");

        foreach (var result in new[] { await deployment.CheckAsync(), await deployment.CheckAsync(null, file) })
        {
            Assert.Equal("nginx:1.2.3", Assert.Single(result.Images).Use.Image);
            var finding = Assert.Single(result.Findings);
            Assert.Equal((RuleNames.UnreadableFile, severity), (finding.Rule, finding.Severity));
        }
    }

    [Theory]
    [InlineData("production/a.yaml", "kind: Pod\nimage: nginx:1\na: b: c\n", Severity.Error)]
    [InlineData("production/a.yaml", "kind: Pod\nimage: logo.png\na: b: c\n", Severity.Warning)]
    [InlineData("production/a.yaml", "kind: Pod\nimage: nginx\na: b: c\n", Severity.Warning)]
    [InlineData("production/a.yaml", "kind: Job # image\na: b: c\nrun: docker run --rm -e X=1 acme/tool:2\n", Severity.Error)]
    [InlineData("staging/a.yaml", "kind: Pod\nimage: nginx:1\na: b: c\n", Severity.Warning)]
    public async Task A_broken_file_of_production_that_mentions_an_image_is_an_error(string file, string content, Severity severity)
    {
        using var deployment = new Deployment().With(file, content);

        Assert.Equal(severity, Assert.Single((await deployment.CheckAsync()).Findings).Severity);
    }

    [Theory]
    [InlineData("settings.yaml", "a: 1\n", true)]
    [InlineData("settings.json", "{\"image\": 1}", true)]
    [InlineData("notes.txt", "a\n", true)]
    [InlineData("service.yaml", "apiVersion: v1\nkind: Service\nspec: {ports: []}\n", false)]
    [InlineData("empty.yaml", "", false)]
    public async Task A_file_of_an_unknown_kind_is_told_where_it_was_named(string file, string content, bool isTold)
    {
        using var deployment = new Deployment().With(file, content);

        Assert.Empty((await deployment.CheckAsync()).Findings);
        Assert.Equal(isTold ? ["unreadable-file Note"] : [], (await deployment.CheckAsync(null, file)).Findings.Select(finding => $"{finding.Rule} {finding.Severity}"));
    }
}
