using Plimsoll.Policy.Reports;

namespace Plimsoll.Policy.Tests.Scanners;

/// <summary>Images where nobody reads them do not fail a check, and are told.</summary>
public class UnreadImagesTests
{
    [Theory]
    [InlineData("app.cue", "package app\nc: {\n  image: \"nginx:1.2.3\"\n}\n", "CUE:3")]
    [InlineData("app.nix", "{ oci.image = \"ghcr.io/acme/web\"; }\n", "Nix:1")]
    [InlineData("run.sh.erb", "#!/bin/sh\ndocker run --rm -p 80:80 -v /a:/b -e X=1 acme/tool:2 <%= @x %>\n", "ERB:2")]
    [InlineData("app.conf.j2", "a\r\nworker_image={{ x }}\r\nimage_name = acme/web:1\r\n", "Jinja:3")]
    [InlineData("base.tmpl", "FROM {{ .X }}\nFROM acme/web:1\n", "template:2")]
    [InlineData("tool.yaml", "# image: commented/out:1\nworker:\n  buildImage: acme/web:1\n", "unknown:3")]
    [InlineData("tool.json", "{\"jobs\": [{\"image\": \"acme/web@sha256:4c4d0e1a2b3c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6\"}]}", "unknown:1")]
    [InlineData("pod.yaml", "kind: Pod\nmetadata: {name: a, labels: {image: acme/web:2}}\nspec: {containers: [{image: acme/web:1}]}\n", "kubernetes:2")]
    [InlineData("stack.yaml", "Resources:\n  A: {Type: 'AWS::X::Y', Properties: {Image: acme/web:1}}\n  B: {Type: 'AWS::Lambda::Function', Properties: {Code: {ImageUri: acme/web:1}}}\n", "cloudformation:2")]
    [InlineData("two.yaml", "kind: Service\nmetadata: {name: a}\n---\nworker:\n  image: acme/web:1\n", "unknown:5")]
    [InlineData("x.yaml", "\uFEFFa: 1\r\nb: {image: acme/web:1}\r\n", "unknown:2")]
    public async Task They_are_told_with_kind_and_line_and_fail_nothing(string file, string content, string expected)
    {
        using var deployment = new Deployment().With(file, content);
        var result = await deployment.CheckAsync(ImagePolicy.Default with { Profile = PolicyProfile.Tag });

        Assert.Equal([$"{file} {expected}"], result.Unread.Select(unread => $"{unread.File} {unread.Kind}:{unread.Line}"));
        Assert.Empty(result.Findings);
        Assert.Equal($"1 file mentions images that are not read: {expected.Split(':')[0]} ({file}:{expected.Split(':')[1]})", ReportTotals.DescribeUnread(result));
    }

    [Theory]
    [InlineData("app.cue", "image: \"logo.png\"\nimages: 3\nimage: \"nginx\"\n")]
    [InlineData("app.nix", "# an image of the world: a picture\n")]
    [InlineData("page.yaml", "image: https://example.org/a.png\ncover_image: img/a.svg\nimage: nginx\n")]
    [InlineData("api.json", "{\"image\": {\"type\": \"string\"}, \"hasImage\": true, \"image\": 3}")]
    [InlineData("pod.yaml", "kind: Pod\nspec: {containers: [&a {image: acme/web:1}, *a]}\n")]
    [InlineData("compose.yaml", "services:\n  web: {build: ., pull_policy: build, image: acme/web:1}\n")]
    [InlineData("values.yaml", "image: {repository: acme/web, tag: 1.2.3}\nsidecar: {image: acme/side:1}\n")]
    [InlineData("stack.yaml", "Resources:\n  A: {Type: 'AWS::CodeBuild::Project', Properties: {Environment: {Image: 'aws/codebuild/standard:7.0'}}}\n")]
    [InlineData("notes.txt", "image: acme/web:1\n")]
    public async Task What_only_looks_alike_is_not_told(string file, string content)
    {
        using var deployment = new Deployment().With(file, content);

        Assert.Empty((await deployment.CheckAsync()).Unread);
    }

    [Fact]
    public async Task Many_are_counted()
    {
        using var deployment = new Deployment();
        for (var i = 0; i < 12; i++)
            deployment.With($"{i:00}.cue", "image: \"a:1\"\n");

        Assert.EndsWith("CUE (09.cue:1) and 2 more", ReportTotals.DescribeUnread(await deployment.CheckAsync()), StringComparison.Ordinal);
    }
}
