namespace Plimsoll.Tests.Policy.Scanners;

public class ComposeScannerTests
{
    public static TheoryData<string, string?, string> Services { get; } = new()
    {
        { "a: {image: nginx:1}", null, "nginx:1@2:14-21" },
        { "a: {image: \"nginx:${TAG:-latest}\"}", null, "nginx:latest@2:15-35" },
        { "a: {image: 'nginx:${TAG-latest}'}", null, "nginx:latest@2:15-34" },
        { "a: {image: 'nginx:${TAG:-latest}'}", "TAG=1.2.3", "nginx:1.2.3@2:15-35" },
        { "a: {image: 'nginx:${TAG:-latest}'}", "TAG=", "nginx:latest@2:15-35" },
        { "a: {image: 'nginx:1${TAG-x}'}", "TAG=", "nginx:1@2:15-30" },
        { "a: {image: 'nginx:$TAG'}", "# c\nexport TAG = '1.2' # why", "nginx:1.2@2:15-25" },
        { "a: {image: 'nginx:$TAG'}", "A=1\r\nTAG=\"${A}.2\"\r\n", "nginx:1.2@2:15-25" },
        { "a: {image: 'nginx:$TAG'}", "TAG=1.2 # why", "nginx:1.2@2:15-25" },
        { "a: {image: 'nginx:$TAG'}", null, "nginx:$TAG@2:15-25" },
        { "a: {image: 'nginx:${TAG:?needed}'}", null, "nginx:${TAG:?needed}@2:15-35" },
        { "a: {image: 'nginx:1${ALPINE:+-alpine}'}", "ALPINE=1", "nginx:1-alpine@2:15-40" },
        { "a: {image: 'nginx:1${ALPINE:+-alpine}'}", null, "nginx:1@2:15-40" },
        { "a: {image: '${R:-${S:-reg:5000}/x}/y:1'}", null, "reg:5000/x/y:1@2:15-41" },
        { "a: {image: 'x$$y:1'}", null, "x$y:1@2:15-21" },
        { "a: {build: .}", null, "" },
        { "a: {build: ., image: app}", null, "app@2:24-27" },
        { "a: {build: ., image: app, pull_policy: build}", null, "" },
        { "a: {image: x:1, volumes: [{type: image, source: 'd:2', target: /d}, 'v:/v']}", null, "x:1@2:14-17 d:2@2:52-55" },
        { "a: &a {image: x:1}\n  b: *a\n  c: {<<: *a, command: y}", null, "x:1@2:17-20" },
        { "a: {image: !reset null}", null, "" },
    };

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_services_image_is_resolved_and_found_at_its_token(string service, string? environment, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("compose.yaml", $"services:\n  {service}\n", environment));

    [Theory]
    [InlineData("compose.yaml")]
    [InlineData("docker-compose.yml")]
    [InlineData("docker-compose.prod.yaml")]
    [InlineData("stack.yml")]
    public async Task A_compose_file_is_known_by_content_or_name(string file) =>
        Assert.Equal("nginx:1@3:12-19", await Deployment.ImagesAsync(file, "services:\n  a:\n    image: nginx:1\n"));

    [Fact]
    public async Task Version_1_has_its_services_at_the_top() =>
        Assert.Equal("nginx:1@2:10-17", await Deployment.ImagesAsync("docker-compose.yml", "web:\n  image: nginx:1\n"));

    [Fact]
    public async Task A_merged_default_is_found_where_it_is_written() =>
        Assert.Equal("nginx:1@2:10-17", await Deployment.ImagesAsync("compose.yaml",
            "x-base: &base\n  image: nginx:1\nx-unused: {image: other:1}\nservices:\n  a:\n    <<: *base\n  b:\n    <<: [*base]\n"));

    [Fact]
    public async Task A_manifest_under_a_compose_name_stays_a_manifest() =>
        Assert.Equal("a:1@3:29-32", await Deployment.ImagesAsync("compose.yaml", "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: a:1}]}\nservices: {x: {image: b}}\n"));
}
