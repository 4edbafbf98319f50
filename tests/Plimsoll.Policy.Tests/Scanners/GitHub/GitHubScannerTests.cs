
namespace Plimsoll.Policy.Tests.Scanners.GitHub;

public class GitHubScannerTests
{
    private const string Head = "on: push\njobs:\n  a:\n    runs-on: x\n";

    // What follows four lines of a job's head; images with line and columns.
    public static TheoryData<string, string> Jobs { get; } = new()
    {
        { "    container: node:20\n", "node:20@5:16-23" },
        { "    container: 'node:20' # why\n", "node:20@5:17-24" },
        { "    container: {image: node:20, options: x}\n", "node:20@5:24-31" },
        { "    container:\n      env: {image: x}\n      image: >-\n        node:20\n", "node:20@8:9-16" },
        { "    container: docker://node:20\n    services: {s: {image: 'docker://a:1'}}\n", "node:20@5:25-32 a:1@6:37-40" },
        { "    container: ''\n", "" },
        { "    container:\n", "" },
        { "    container: {image: ''}\n", "" },
        { "    container: [node:20]\n", "" },
        { "    services:\n      db:\n        image: postgres:16\n        env: {image: x}\n      q: {image: &i \"redis\"}\n", "postgres:16@7:16-27 redis@9:22-27" },
        { "    services: {db: postgres:16}\n", "postgres:16@5:20-31" },
        { "    steps:\n    - uses: docker://alpine:3.20\n    - uses: 'docker://ghcr.io/a/b@sha256:x'\n    - uses: actions/checkout@v4\n    - run: echo docker run x:1\n", "alpine:3.20@6:22-33 ghcr.io/a/b@sha256:x@7:23-43" },
        { "    steps:\n    - {name: docker://x, uses: !!str docker://a:1, with: {image: b}}\n", "a:1@6:47-50" },
        { "    steps:\n    - uses: docker://\n    - uses: \"docker:\\/\\/a:1\"\n", "a:1@7:14-28" },
        { "    strategy: {matrix: {v: [18, '20', \"22\"]}}\n    container: node:${{ matrix.v }}\n", "node:18@6:16-36 node:20@6:16-36 node:22@6:16-36" },
        { "    strategy: {matrix: {image: [a:1, 'b:2', a:1]}}\n    container: ${{ matrix.image }}\n", "a:1@5:33-36 b:2@5:39-42 a:1@5:45-48" },
        { "    strategy: {matrix: {image: [a:1]}}\n    container: ${{matrix['image']}}\n", "a:1@5:33-36" },
        { "    strategy: {matrix: {Image: [a:1]}}\n    container: ${{ Matrix.image }}\n", "a:1@5:33-36" },
        { "    strategy: {matrix: {c: [{n: a, i: x:1}, {n: b, i: y}]}}\n    container: {image: '${{ matrix.c.i }}'}\n", "x:1@5:39-42 y@5:55-56" },
        { "    strategy: {matrix: {c: [{image: x:1, options: z}]}}\n    container: ${{ matrix.c }}\n", "x:1@5:37-40" },
        { "    strategy: {matrix: {a: [1, 2], b: [3, 4], exclude: [{a: 1, b: 4}, {a: 2}]}}\n    container: x:${{ matrix.a }}.${{ matrix.b }}\n", "x:1.3@6:16-49" },
        { "    strategy: {matrix: {a: [1, 2], include: [{a: 2, i: y:1}, {a: 3, i: z:1}]}}\n    container: ${{ matrix.i }}\n", "y:1@5:56-59 z:1@5:72-75" },
        { "    strategy: {matrix: {a: [1, 2], include: [{i: y:1}, {i: z:1, a: 1}]}}\n    container: ${{ matrix.i }}\n", "y:1@5:50-53 z:1@5:60-63" },
        { "    strategy: {matrix: {include: [{i: y:1}, {j: q}, {i: ''}]}}\n    container: ${{ matrix.i }}\n", "y:1@5:39-42" },
        { "    strategy: {matrix: {i: [y:1, '${{ inputs.x }}']}}\n    container: ${{ matrix.i }}\n", "y:1@5:29-32 ${{ inputs.x }}@5:35-50" },
        { "    strategy: {matrix: {v: [3.10, '3.10', 4.0, 5.12]}}\n    container: x:${{ matrix.v }}\n", "x:3.1@6:16-33 x:3.10@6:16-33 x:4@6:16-33 x:5.12@6:16-33" },
        { "    strategy: {matrix: '${{ fromJSON(x) }}'}\n    container: ${{ matrix.i }}\n", "${{ matrix.i }}@6:16-31" },
        { "    strategy: {matrix: {v: '${{ fromJSON(x) }}'}}\n    container: node:${{ matrix.v }}\n", "node:${{ matrix.v }}@6:16-36" },
        { "    strategy: {matrix: {v: [1], include: '${{ fromJSON(x) }}'}}\n    container: node:${{ matrix.v }}\n", "node:${{ matrix.v }}@6:16-36" },
        { "    strategy: {matrix: {v: [1]}}\n    container: ${{ matrix.none }}\n", "" },
        { "    container: ${{ matrix.none }}\n", "" },
        { "    container: ${{ x && 'a:1' || 'b:2' }}\n", "a:1@5:26-29 b:2@5:35-38" },
        { "    container: ${{ x == 'y' && 'a:1' || '' }}\n", "a:1@5:33-36" },
        { "    container: ${{ (x && (y || 'c')) && 'a:1' }}\n", "a:1@5:42-45" },
        { "    container: \"${{ x && 'a:1' || '\\x62:2' }}\"\n", "a:1@5:17-46 b:2@5:17-46" },
        { "    container: node:${{ x && '20' || '22' }}-alpine\n", "node:20-alpine@5:16-52 node:22-alpine@5:16-52" },
        { "    container: ${{ inputs.image || 'a:1' }}\n", "${{ inputs.image || 'a:1' }}@5:16-44 a:1@5:37-40" },
        { "    strategy: {matrix: {i: [b:2, '']}}\n    container: ${{ matrix.i || 'a:1' }}\n", "b:2@5:29-32 a:1@6:33-36" },
        { "    container: ${{ format('{0}', 'a') }}\n", "a@5:16-41" },
        { "    strategy: {matrix: {v: [1, 2]}}\n    container: x/${{ format('a-{0}{1}', matrix.v, format(':{0}', 'z')) }}\n    services: {s: {image: \"${{ format('b:{0}-{0}', matrix.v) }}\"}}\n", "x/a-1:z@6:16-74 x/a-2:z@6:16-74 b:1-1@7:28-64 b:2-2@7:28-64" },
        { "    container: ${{ format('a:{1}', 'x') }}\n", "${{ format('a:{1}', 'x') }}@5:16-43" },
        { "    container: ${{ format('a:{{0}}', 'x') }}\n", "a:{0}@5:16-45" },
        { "    container: ${{ format(x, 'x') }}\n", "${{ format(x, 'x') }}@5:16-37" },
        { "    container: ${{ inputs.x }}:1.2.3\n", "${{ inputs.x }}:1.2.3@5:16-37" },
        { "    env: {I: a:1}\n    container: ${{ env.I }}\n", "${{ env.I }}@6:16-28" },
        { "    container: ${{ x\n", "${{ x@5:16-21" },
        { "    container: &c {image: a:1}\n  b:\n    runs-on: x\n    container: *c\n  c:\n    <<: {container: b:2}\n    runs-on: x\n", "a:1@5:27-30 b:2@10:21-24" },
        { "    uses: docker://no\n", "" },
        { "    image: no\n    with: {image: no}\n", "" },
    };

    [Theory]
    [MemberData(nameof(Jobs))]
    public async Task A_jobs_images_are_found_at_their_tokens(string job, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("any.yml", Head + job));

    [Theory]
    [MemberData(nameof(Jobs))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string job, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(".github/workflows/ci.yaml", "\uFEFF" + (Head + job).Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("on:\n  workflow_call:\n    inputs:\n      image: {type: string, default: 'node:20'}\njobs:\n  a:\n    runs-on: x\n    container: ${{ inputs.image }}\n", "node:20@4:39-46")]
    [InlineData("on:\n  workflow_dispatch:\n    inputs:\n      v: {default: '20'}\njobs:\n  a:\n    runs-on: x\n    container: node:${{ github.event.inputs.v }}\n", "node:20@8:16-49")]
    [InlineData("on:\n  workflow_dispatch:\n    inputs:\n      v: {required: true}\njobs:\n  a:\n    runs-on: x\n    container: node:${{ inputs.v }}\n", "node:${{ inputs.v }}@8:16-36")]
    public async Task An_input_has_its_default(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(".github/workflows/x.yml", text));

    [Theory]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData("sub/.gitea/workflows/ci.yaml")]
    [InlineData(".forgejo/workflows/ci.yml")]
    public async Task A_workflow_is_known_by_its_folder(string file) =>
        Assert.Equal("a:1@2:18-21", await Deployment.ImagesAsync(file, "jobs:\n  a: {container: a:1}\n"));

    [Theory]
    [InlineData("runs: {using: docker, image: 'docker://a:1'}\n", "a:1@1:40-43")]
    [InlineData("runs: {using: docker, image: Dockerfile}\n", "")]
    [InlineData("runs: {using: docker, image: 'docker://${{ inputs.x }}:latest'}\n", "${{ inputs.x }}:latest@1:40-62")]
    [InlineData("name: x\nruns:\n  using: composite\n  steps:\n  - uses: docker://a:1\n  - run: docker://b\n", "a:1@5:20-23")]
    [InlineData("runs: {using: node20, main: docker://a}\n", "")]
    public async Task An_actions_images_are_found_at_their_tokens(string action, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("action.yml", action));

    [Theory]
    [InlineData("jobs:\n  a: {container: a:1, image: b}\n")]
    [InlineData("on: x\njobs:\n  a: {container: a:1}\n")]
    [InlineData("on: x\njobs: [{container: a:1, runs-on: x}]\n")]
    public async Task What_only_looks_similar_has_no_images(string text) =>
        Assert.Equal("", await Deployment.ImagesAsync("other.yml", text));

    [Fact]
    public async Task A_matrix_that_nobody_could_run_is_unresolved()
    {
        var values = string.Join(",", Enumerable.Range(0, 17));
        Assert.Equal("x:${{ matrix.a }}@6:16-33", await Deployment.ImagesAsync("x.yml", Head + $"    strategy: {{matrix: {{a: [{values}], b: [{values}]}}}}\n    container: x:${{{{ matrix.a }}}}\n"));
    }

    [Fact]
    public async Task Aliases_do_not_multiply_the_work()
    {
        var services = string.Join(",", Enumerable.Range(0, 20_000).Select(i => $"s{i}: 'x:${{{{ matrix.v }}}}'"));
        var jobs = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  j{i}: {{services: *s, strategy: {{matrix: {{v: [{i}, x]}}}}, steps: *t}}\n"));
        using var deployment = new Deployment().With(".github/workflows/x.yml", $"x: &s {{{services}}}\ny: &t [{string.Join(",", Enumerable.Repeat("{uses: 'docker://a:1'}", 20_000))}]\njobs:\n{jobs}");

        var result = await deployment.CheckAsync();

        Assert.Contains(result.Images, image => image.Use.Resolved is null);
        Assert.InRange(result.Images.Count, 40_000, 400_000);
    }
}
