namespace Plimsoll.Policy.Tests.Scanners.CloudBuild;

public class CloudBuildScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Builds { get; } = new()
    {
        { "steps:\n- name: gcr.io/cloud-builders/docker\n  args: [build, -t, image:no]\n- name: 'node:20'\n  id: x\n", "gcr.io/cloud-builders/docker@2:9-37 node:20@4:10-17" },
        { "steps: [{name: gcr.io/a/b, entrypoint: x}]\nimages: [gcr.io/p/app:1.2, 'gcr.io/$PROJECT_ID/app:latest']\n", "gcr.io/a/b@1:16-26 gcr.io/p/app:1.2@2:10-26 gcr.io/$PROJECT_ID/app:latest@2:29-58" },
        { "steps: [{name: 'gcr.io/a/b:$_TAG', script: x}, {name: $_I}]\nsubstitutions: {_TAG: '3', _I: c:1}\n", "gcr.io/a/b:3@1:17-33 c:1@2:32-35" },
        { "steps: [{name: 'gcr.io/a/b:${_TAG}-x', args: []}]\nsubstitutions: {_TAG: '${_B}', _B: latest}\nimages: ['gcr.io/a/b:$SHORT_SHA', 'x$$y:1', 'z:${_C:-4}']\n", "gcr.io/a/b:latest-x@1:17-37 x$y:1@3:36-42 z:4@3:46-56" },
        { "{\"steps\": [{\"name\": \"gcr.io/a/b\", \"args\": [\"x\"]}], \"images\": [\"x:1\"]}", "gcr.io/a/b@1:22-32 x:1@1:64-67" },
        { "steps: [{name: gcr.io/a/b, args: x}, x, {name: ''}, {name: {}}]\nimages: x\n", "gcr.io/a/b@1:16-26" },
    };

    [Theory]
    [MemberData(nameof(Builds))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("build.yaml", text));

    [Theory]
    [MemberData(nameof(Builds))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("cloudbuild-prod.yaml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("cloudbuild.json", "{\"steps\":[{\"name\":\"x\"}]}", "x@1:20-21")]
    [InlineData("other.yaml", "steps:\n- name: build\n  args: [gcr.io/x]\n", "")]
    public async Task A_build_is_known_by_its_name_or_its_builders(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, text));
}
