namespace Plimsoll.Policy.Tests.Scanners.Buildkite;

public class BuildkiteScannerTests
{
    public static TheoryData<string, string> Pipelines { get; } = new()
    {
        { "image: a:1\nsteps:\n- image: b:2\n  command: make\n- wait\n", "a:1@1:8-11 b:2@3:10-13" },
        { "env: {T: '1'}\nsteps:\n- label: image\n  plugins:\n  - docker#v5.12.0:\n      image: a:$T\n      environment: [image]\n  - docker-compose#v5: {run: app, image: no}\n  - docker-login#v3: {image: no}\n- group: x\n  steps:\n  - command: docker run b:2\n    plugins: {'docker#v5': {image: 'c:3'}}\n", "a:1@6:14-18 b:2@12:25-28 c:3@13:37-40" },
        { "steps:\n- plugins:\n  - kubernetes:\n      podSpec:\n        containers: [{image: 'a:1'}]\n- commands:\n  - docker build -t x .\n  - docker run x\n  - docker run $I\n", "a:1@5:31-34" },
    };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(".buildkite/pipeline.yml", text));

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("sub/.buildkite/x.yaml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
