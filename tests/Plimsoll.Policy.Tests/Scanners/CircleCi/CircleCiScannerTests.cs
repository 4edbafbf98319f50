namespace Plimsoll.Policy.Tests.Scanners.CircleCi;

public class CircleCiScannerTests
{
    private const string Head = "version: 2.1\n";

    // What follows the version; images with line and columns.
    public static TheoryData<string, string> Configurations { get; } = new()
    {
        { "jobs:\n  a:\n    docker:\n    - image: cimg/node:20.1\n      environment: {image: no}\n    - {image: 'postgres:16', auth: {username: $U}}\n    steps: [checkout, {run: echo docker run x}]\n", "cimg/node:20.1@5:14-28 postgres:16@7:16-27" },
        { "executors:\n  e: {docker: [{image: a:1}]}\n  m: {machine: {image: ubuntu-2204:current}}\njobs:\n  a: {executor: e, steps: []}\n", "a:1@3:24-27" },
        { "jobs:\n  a: {machine: {image: ubuntu:x}, docker_layer_caching: true}\n  b: {macos: {xcode: x}}\n  c: {docker: []}\n", "" },
        { "jobs:\n  a:\n    parameters: {i: {type: string, default: a:1}, v: {type: string, default: '2'}}\n    docker: [{image: << parameters.i >>}, {image: 'b:<<parameters.v>>'}]\n", "a:1@4:45-48 b:2@5:52-70" },
        { "parameters: {v: {type: string, default: '2'}}\njobs:\n  a: {docker: [{image: 'b:<< pipeline.parameters.v >>'}]}\n  b: {docker: [{image: 'c:<< pipeline.number >>'}]}\n", "b:2@4:25-54 c:<< pipeline.number >>@5:25-48" },
        { "jobs:\n  a:\n    parameters: {v: {type: string}}\n    docker: [{image: 'b:<< parameters.v >>'}]\n", "b:<< parameters.v >>@5:23-43" },
        { "jobs:\n  a:\n    parameters: {v: {type: string, default: '9'}}\n    docker: [{image: 'b:<< parameters.v >>'}]\nworkflows:\n  w: {jobs: [{a: {v: '1'}}, {a: {name: x, v: '2'}}, a]}\n", "b:1@5:23-43 b:2@5:23-43 b:9@5:23-43" },
        { "jobs:\n  a:\n    parameters: {i: {type: string}}\n    docker: [{image: << parameters.i >>}]\nworkflows:\n  w: {jobs: [{a: {i: c:3}}, {a: {matrix: {parameters: {i: [a:1, b:2]}}}}]}\n", "c:3@7:22-25 a:1@7:60-63 b:2@7:65-68" },
        { "jobs:\n  a:\n    parameters: {v: {type: string}}\n    docker: [{image: 'b:<< parameters.v >>'}]\nworkflows:\n  w: {jobs: [{a: {v: '1.<< matrix.w >>', matrix: {parameters: {w: [2, 3]}}}}]}\n", "b:1.2@5:23-43 b:1.3@5:23-43" },
        { "jobs:\n  a:\n    parameters: {v: {type: string, default: x}}\n    docker: [{image: 'b:<< parameters.v >>'}]\nworkflows:\n  w: {jobs: [{a: {v: << pipeline.parameters.none >>}}]}\n", "b:<< parameters.v >>@5:23-43" },
        { "executors:\n  e:\n    parameters: {v: {type: string, default: x}}\n    docker: [{image: 'b:<< parameters.v >>'}]\njobs:\n  a: {executor: {name: e, v: '1'}}\n  b: {executor: e}\n  c:\n    parameters: {w: {type: string, default: '3'}}\n    executor: {name: e, v: << parameters.w >>}\n", "b:1@5:23-43 b:x@5:23-43 b:3@5:23-43" },
        { "jobs:\n  a: {docker: &d [{image: a:1}]}\n  b: {docker: *d}\n  c: {<<: {docker: [{image: c:3}]}}\n", "a:1@3:27-30 c:3@5:29-32" },
        { "orbs:\n  o:\n    executors: {e: {docker: [{image: a:1}]}}\n    jobs: {j: {docker: [{image: b:2}]}}\n  n: circleci/node@5\n", "a:1@4:38-41 b:2@5:33-36" },
        { "jobs:\n  a: {docker: [{image: $I}, {image: ''}, {image: {}}, x]}\n", "$I@3:24-26" },
        { "jobs:\n  a: {docker: [{image: 'x:<< parameters.v'}]}\n", "x:<< parameters.v@3:25-42" },
    };

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(Sorted(expected), Sorted(await Deployment.ImagesAsync("other.yml", Head + text)));

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(Sorted(expected), Sorted(await Deployment.ImagesAsync(".circleci/config.yml", "\uFEFF" + (Head + text).Replace("\n", "\r\n", StringComparison.Ordinal))));

    // Several images at one place have no order of their own.
    private static string Sorted(string images) => string.Join(" ", images.Split(' ').Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("jobs: {a: {docker: [{image: a:1}]}}\n")]
    [InlineData("version: 3\nservices: {a: {docker: [{image: a:1}]}}\njobs: {}\n")]
    public async Task What_only_looks_similar_has_no_images(string text) =>
        Assert.Equal("", await Deployment.ImagesAsync("other.yml", text));
}
