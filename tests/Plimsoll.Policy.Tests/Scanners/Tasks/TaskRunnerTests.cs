namespace Plimsoll.Policy.Tests.Scanners.Tasks;

public class TaskRunnerTests
{
    public static TheoryData<string, string, string> Files { get; } = new()
    {
        { "package.json", "{\"scripts\": {\"db\": \"cross-env A=1 docker run a:1\"}}", "a:1@1:46-49" },
        { "package.json", "{\n  \"scripts\": {\n    \"db\": \"docker run -d a:1\",\n    \"x\": \"docker build -t b . && docker run b && npx y\",\n    \"q\": \"docker run \\\"c:3\\\"\"\n  },\n  \"docker\": \"docker run no:1\"\n}\n", "a:1@3:26-29 c:3@5:11-29" },
        { "Taskfile.yml", "version: '3'\nvars: {TAG: '1', I: 'b:2'}\ntasks:\n  a:\n    desc: docker run no:1\n    vars: {V: '3'}\n    env: {E: 'd:4'}\n    cmds:\n    - docker run a:{{.TAG}}\n    - cmd: docker run {{.I}}\n    - task: docker run no\n    - |\n      docker run c:{{ .V }}\n      docker run $E\n      docker run {{.CLI_ARGS}} e:5\n  b: docker run f:6\n", "b:2@2:22-25 d:4@7:15-18 a:1@9:18-28 c:3@13:18-28 f:6@16:17-20" },
        { "justfile", "tag := '1'\nimage := \"b:2\"\n# docker run no:1\nx arg:\n  docker run a:{{tag}}\n  @docker run {{ image }} {{arg}}\n\n  docker run --rm \\\n    c:3\ny: x\n\t#!/usr/bin/env bash\n\tdocker run d:4\nz:\n  #!/usr/bin/env python3\n  docker run no:1\n", "b:2@2:11-14 a:1@5:14-23 c:3@9:5-8 d:4@12:13-16" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Images_are_found_at_their_tokens(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, text));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("sub/" + file, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("data.json", "{\"scripts\": {\"x\": \"docker run a:1\"}}")]
    [InlineData("tasks.yml", "tasks: {x: docker run a:1}\n")]
    public async Task What_only_looks_similar_has_no_images(string file, string text) =>
        Assert.Equal("", await Deployment.ImagesAsync(file, text));
}
