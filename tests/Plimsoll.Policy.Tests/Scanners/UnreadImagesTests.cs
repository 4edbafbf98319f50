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
    [InlineData(".travis.yml", "language: generic\nbefore_install:\n  # docker pull a:1\n  - docker pull alpine:3.19\n", "unknown:4")]
    [InlineData("buildspec.yml", "phases:\n  build:\n    commands:\n    - cd x && docker run --rm -v a:/b acme/lint:v1 run\n", "unknown:4")]
    [InlineData("lefthook.yml", "pre-commit:\n  commands:\n    lint:\n      run: sudo docker run -i acme/lint:v1 < x\n", "unknown:4")]
    [InlineData(".pre-commit-config.yaml", "repos:\n- repo: local\n  hooks:\n  - id: a\n    language: docker_image\n    entry: --entrypoint /bin/x acme/lint:v1 -q\n", "unknown:6")]
    [InlineData("pipeline.yml", "resource_types:\n- name: slack\n  type: registry-image\n  source: {repository: acme/slack, tag: v1}\n", "unknown:4")]
    [InlineData("app.yaml", "name: x\nservices:\n- name: web\n  image: {registry_type: DOCKER_HUB, registry: acme, repository: web, tag: '1.2'}\n", "unknown:4")]
    [InlineData("envs/prod.yaml", "redis:\n  image:\n    tag: latest\n", "unknown:3")]
    [InlineData("Tiltfile", "local_resource('pg', serve_cmd='docker run --rm postgres:15.1')\n", "Tilt:1")]
    [InlineData("serverless.yml", "service: a\nprovider: {name: aws}\nfunctions: {f: {image: '1.dkr.ecr.x.amazonaws.com/a:1'}}\ncustom: {pythonRequirements: {dockerImage: acme/py:1}}\n", "serverless:4")]
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
    [InlineData("MODULE.bazel", "oci.pull(\n    name = \"a\",\n    image = \"r.io/a\",\n    tag = \"1.2.3\",\n)\n")]
    [InlineData("en.yml", "en:\n  image: {repository: Repository, tag: Tag}\n")]
    [InlineData("form.yml", "body:\n- attributes:\n    value: |\n      Tell us what `docker run a/b:1` prints.\n    label: Does docker run a/b:1 work?\n")]
    [InlineData("api.json", "{\"description\": \"docker run a/b:1\"}")]
    [InlineData("main.tf", "resource \"aws_codebuild_project\" \"c\" {\n  environment {\n    image = \"aws/codebuild/standard:7.0\"\n  }\n}\n")]
    [InlineData(".circleci/config.yml", "version: 2.1\njobs: {a: {machine: {image: 'ubuntu-2204:2024.01.1'}, docker: [{image: a/b:1}]}}\nexecutors: {b: {machine: {image: 'ubuntu-2204:current'}}}\n")]
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
