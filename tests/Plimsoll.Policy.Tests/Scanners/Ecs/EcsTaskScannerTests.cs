namespace Plimsoll.Policy.Tests.Scanners.Ecs;

public class EcsTaskScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Tasks { get; } = new()
    {
        { "{\"family\": \"image\", \"containerDefinitions\": [{\"name\": \"a\", \"image\": \"a:1\"}, {\"image\": \"b\"}]}", "a:1@1:70-73 b@1:88-89" },
        { "{\"taskDefinition\": {\"containerDefinitions\": [{\"image\": \"a:1\"}], \"image\": \"no\"}}", "a:1@1:57-60" },
        { "[\n  {\n    \"name\": \"a\",\n\t\"image\": \"a:1\",\n    \"essential\": true\n  },\n  {\"image\": \"b:2\"}\n]", "a:1@4:12-15 b:2@7:14-17" },
        { "[{\"name\": \"a\", \"image\": \"<IMAGE1_NAME>\", \"cpu\": 1}]", "<IMAGE1_NAME>@1:26-39" },
        { "[{\"name\": \"a\", \"image\": \"x:${TAG}\", \"cpu\": 1}]", "x:${TAG}@1:26-34" },
        { "[{\"name\": \"a\", \"image\": \"x:${TAG:-3}\", \"cpu\": 1}]", "x:3@1:26-37" },
        { "[{\"name\": \"a\", \"image\": \"x\\/y:3\", \"cpu\": 1}]", "x/y:3@1:26-32" },
        { "{\"containerDefinitions\": [{\"image\": \"\"}, {\"image\": null}, {\"image\": {}}, 1, {\"image\": \"a\", \"image\": \"b\"}]}", "b@1:102-103" },
        { "// task\n{\"containerDefinitions\": [{\"image\": \"a:1\" /* b */}]}", "a:1@2:38-41" },
        { "{\"containerDefinitions\": {\"image\": \"no\"}}", "" },
        { "[{\"name\": \"a\", \"image\": \"no:1\"}]", "" },
        { "[{\"image\": \"no:1\", \"cpu\": 1}]", "" },
        { "[]", "" },
    };

    [Theory]
    [MemberData(nameof(Tasks))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("task.json", text));

    [Theory]
    [MemberData(nameof(Tasks))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/task.json", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("task.yaml", "containerDefinitions:\n- image: a:1\n", "a:1@2:10-13")]
    [InlineData("task.yaml", "- name: a\n  image: no:1\n  cpu: 1\n", "")]
    public async Task A_bare_list_is_known_in_json_only(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, text));

    [Fact]
    public async Task A_comment_takes_a_finding_back()
    {
        using var deployment = new Deployment().With("task.json", "{\"containerDefinitions\": [\n// plimsoll:ignore missing-tag why\n{\"image\": \"a\"}]}");

        Assert.NotNull(Assert.Single((await deployment.CheckAsync()).Findings).Suppression);
    }
}
