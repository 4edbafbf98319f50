
namespace Plimsoll.Policy.Tests.Scanners.GitLab;

public class GitLabScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Pipelines { get; } = new()
    {
        { "image: node:20\na:\n  script: [x]\n", "node:20@1:8-15" },
        { "image: {name: 'node:20', entrypoint: ['']}\na:\n  script: x\n", "node:20@1:16-23" },
        { "default:\n  image: node:20\n  services: [redis, {name: \"pg:16\", alias: redis}]\na: {script: x}\n", "node:20@2:10-17 redis@3:14-19 pg:16@3:29-34" },
        { "a:\n  image: a:1\n  services:\n  - b:2\n  - name: c:3\n    alias: d\n  variables: {image: no}\n  script: [echo docker run x]\n", "a:1@2:10-13 b:2@4:5-8 c:3@5:11-14" },
        { ".base:\n  image: a:1\nb:\n  extends: .base\n  script: x\n", "a:1@2:10-13" },
        { ".base:\n  image: x:$V\nb:\n  extends: .base\n  variables: {V: '1'}\n  script: x\nc:\n  extends: [.base]\n  variables: {V: '2'}\n  script: x\n", "x:2@2:10-14 x:1@2:10-14" },
        { ".a: {image: a:1}\n.b: {image: b:$V, variables: {V: 2}}\nc: {extends: [.a, .b], script: x}\nd: {extends: .a, image: d:4, script: x}\n", "a:1@1:13-16 b:2@2:13-17 d:4@4:25-28" },
        { "variables:\n  I: a:1\n  V: {value: '2', description: x}\na: {image: $I, script: x}\nb: {image: 'b:${V}', script: x}\n", "a:1@2:6-9 b:2@5:13-19" },
        { "variables: {R: reg.example/x, I: '$R/app:1'}\na: {image: $I, script: x}\n", "reg.example/x/app:1@1:35-43" },
        { "variables: {A: $B, B: $A}\na: {image: 'x:$A', script: x}\n", "x:$A@2:13-17" },
        { "a: {image: '$CI_REGISTRY_IMAGE:latest', script: x}\n", "$CI_REGISTRY_IMAGE:latest@1:13-38" },
        { "a: {image: '${CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX}/node:20', script: x}\n", "${CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX}/node:20@1:13-62" },
        { "a: {image: 'x$$y:1', script: x}\n", "x$y:1@1:13-19" },
        { "a:\n  image: x:$V\n  script: x\n  parallel:\n    matrix:\n    - V: ['1', '2']\n      W: a\n    - V: '3'\n", "x:1@2:10-14 x:2@2:10-14 x:3@2:10-14" },
        { "a:\n  image: $I\n  script: x\n  parallel: {matrix: [{I: [a:1, b:2]}]}\n", "a:1@4:28-31 b:2@4:33-36" },
        { "a:\n  image: x:$V\n  script: x\n  parallel: 5\n  variables: {V: 1}\n", "x:1@2:10-14" },
        { "a:\n  image: x:$V\n  variables: {V: 1}\n  rules:\n  - {if: y, variables: {V: 2}}\n  - {when: always}\n  script: x\n", "x:1@2:10-14 x:2@2:10-14" },
        { "workflow: {rules: [{if: y, variables: {V: 2}}]}\nvariables: {V: 1}\nimage: x:$V\na: {script: x, stage: y}\n", "x:1@3:8-12 x:2@3:8-12" },
        { "image: x:$V\na: {script: x, variables: {V: 1}}\nb: {script: x, image: y}\n", "x:1@1:8-12 y@3:23-24" },
        { ".x: &x\n  image: a:1\nb:\n  <<: *x\n  script: x\nc:\n  image: &i b:2\n  script: x\nd: {image: *i, script: x}\n", "a:1@2:10-13 b:2@7:13-16" },
        { ".x: {image: a:1, services: [s:1]}\nb:\n  image: !reference [.x, image]\n  services:\n  - !reference [.x, services]\n  - t:2\n  script: x\nc: {services: !reference [.x, services], script: x}\n", "a:1@1:13-16 s:1@1:29-32 t:2@6:5-8" },
        { ".hidden:\n  image: a:1\n.other:\n  services: ['x:$V']\nb: {script: x, stage: y}\n", "a:1@2:10-13 x:$V@4:15-19" },
        { "stages: [a]\ncache: {image: no}\nvariables: {image: no}\ninclude: {local: x}\na: {trigger: x, variables: {image: no}}\nb: {script: x, stage: a}\n", "" },
        { "a: {image: '', services: [], script: x}\nb: {image: ~, services: ['', {alias: x}], script: x}\nc: {image: [], services: x, script: x}\n", "" },
        { "spec:\n  inputs:\n    v: {default: '20'}\n    i:\n      default: b:2\n---\na: {image: 'node:$[[ inputs.v ]]', script: x}\nb: {image: '$[[ inputs.i ]]', script: x}\nc: {image: 'c:$[[ inputs.none ]]', script: x}\n", "node:20@7:13-33 b:2@5:16-19 c:$[[ inputs.none ]]@9:13-33" },
    };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(InFileOrder(expected), InFileOrder(await Deployment.ImagesAsync(".gitlab-ci.yml", text)));

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(InFileOrder(expected), InFileOrder(await Deployment.ImagesAsync("ci/build.gitlab-ci.yml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal))));

    // Several images at one place have no order of their own.
    private static string InFileOrder(string images) => string.Join(" ", images.Split(' ').Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("templates/build.yml", "a: {image: a:1, script: [x]}\n", "a:1@1:12-15")]
    [InlineData(".gitlab/ci/base.yml", ".a: {image: a:1}\n", "a:1@1:13-16")]
    [InlineData("other.yml", ".a: {image: a:1}\n", "")]
    [InlineData("package.yml", "a: {script: x}\nimage: b\n", "")]
    [InlineData("x.yml", "jobs: {a: {script: x, image: a:1}}\n", "")]
    public async Task A_file_is_known_by_its_name_or_its_jobs(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, text));

    [Fact]
    public async Task Variables_and_parents_come_from_included_files_too()
    {
        using var deployment = new Deployment()
            .With("ci/base.txt", ".base:\n  image: x:$V\nvariables: {V: '1', I: b:2}\n")
            .With("sub/app.gitlab-ci.yml", "include:\n- local: /ci/base.txt\n- {local: '/ci/*.yml'}\n- {remote: 'https://x.example/y.yml'}\n- {local: /../../etc/passwd}\na: {extends: .base, script: x}\nb: {image: $I, script: x}\n");

        var result = await deployment.CheckAsync();

        Assert.Equal(
            [("ci/base.txt", 2, 10, "x:1", "sub/app.gitlab-ci.yml"), ("ci/base.txt", 3, 24, "b:2", "sub/app.gitlab-ci.yml")],
            result.Images.Select(image => (image.Use.Span.File, image.Use.Span.StartLine, image.Use.Span.StartColumn, image.Use.Image, image.Use.UsedBy)));
    }

    [Fact]
    public async Task What_only_an_include_says_to_be_a_pipeline_is_read_with_it()
    {
        using var deployment = new Deployment()
            .With("ci/images.yml", "default: {image: a:1}\n.node: {image: 'node:$V'}\n.known: {services: [s:1]}\n")
            .With("ci/jobs.yml", "b: {image: b:2, script: x}\n")
            .With(".gitlab-ci.yml", "include: [ci/images.yml, ci/jobs.yml, \"no\\0path\"]\nvariables: {V: 20}\n");

        var result = await deployment.CheckAsync();

        Assert.Equal(
            ["ci/images.yml a:1", "ci/images.yml node:20", "ci/images.yml s:1", "ci/jobs.yml b:2"],
            result.Images.Select(image => $"{image.Use.Span.File} {image.Use.Image}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Files_that_include_each_other_end()
    {
        using var deployment = new Deployment()
            .With(".gitlab-ci.yml", "include: /a.gitlab-ci.yml\na: {image: a:1, extends: b, script: x}\n")
            .With("a.gitlab-ci.yml", "include: [{local: .gitlab-ci.yml}]\nb: {image: b:1, extends: a, script: x}\n");

        Assert.Equal(["a:1", "b:1"], (await deployment.CheckAsync()).Images.Select(image => image.Use.Image));
    }
}
