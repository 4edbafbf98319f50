namespace Plimsoll.Policy.Tests.Scanners.Bitbucket;

public class BitbucketScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Pipelines { get; } = new()
    {
        { "image: node:20\npipelines:\n  default:\n  - step: {script: [x]}\n", "node:20@1:8-15" },
        { "image: {name: 'node:20', username: $U}\npipelines: {default: [{step: {script: [x]}}]}\n", "node:20@1:16-23" },
        { "pipelines:\n  default:\n  - step:\n      name: image\n      image: a:1\n      script:\n      - echo docker run no\n      - pipe: docker://b:2\n        variables: {image: no}\n      - pipe: atlassian/scan:1\n      after-script: [{pipe: 'docker://c'}]\n", "a:1@5:14-17 b:2@8:24-27 c@11:39-40" },
        { "pipelines:\n  branches:\n    main: [{step: {image: {name: a:1}}}]\n  custom:\n    x:\n    - variables: [{name: image}]\n    - parallel: [{step: {image: b:2}}, {step: {image: c:3}}]\n  pull-requests: {'**': [{parallel: {steps: [{step: {image: d:4}}]}}]}\n  tags: {v*: [{stage: {steps: [{step: {image: e:5}}]}}]}\n", "a:1@3:34-37 b:2@7:33-36 c:3@7:55-58 d:4@8:61-64 e:5@9:47-50" },
        { "definitions:\n  services:\n    pg: {image: postgres:16, variables: {image: no}}\n    r: {image: {name: redis}}\n    docker: {memory: 1}\n  steps:\n  - step: &s\n      image: a:1\n  caches: {image: no}\npipelines:\n  default: [{step: *s}, {step: {<<: *s, image: b:2}}]\n", "postgres:16@3:17-28 redis@4:23-28 a:1@8:14-17 b:2@11:48-51" },
        { "image: reg/x:$TAG\npipelines: {default: [{step: {image: $I}}, {step: {image: ''}}, {step: []}]}\n", "reg/x:$TAG@1:8-18 $I@2:38-40" },
    };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("any.yml", text));

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("bitbucket-pipelines.yml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task What_only_looks_similar_has_no_images() =>
        Assert.Equal("", await Deployment.ImagesAsync("other.yml", "image: a:1\npipelines: {x: {step: {image: b}}}\n"));
}
