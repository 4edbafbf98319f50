namespace Plimsoll.Policy.Tests.Scanners.GitHub;

public class JsonMatrixTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Workflows { get; } = new()
    {
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy: {matrix: {image: \"${{ fromJSON('['a:1']') }}\"}}\n    container: ${{ matrix.image }}\n", "${{ fromJSON('['a:1']') }}@5:33-59" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix:\n        image: ${{ fromJSON('[\"a:1\", \"b:2\"]') }}\n    container: ${{ matrix.image }}\n", "a:1@7:32-35 b:2@7:39-42" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix: ${{ fromJSON('{\"image\":[\"a:1\"],\"x\":[1,2]}') }}\n    container: ${{ matrix.image }}\n", "a:1@6:40-43" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix: ${{ FromJson( '{\"include\":[{\"i\":\"a:1\"}, {\"i\":\"b:2\"}]}' ) }}\n    container: ${{ matrix.i }}\n", "a:1@6:48-51 b:2@6:61-64" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix:\n        include: ${{ fromJSON('[{\"v\":\"3.10\"}, {\"v\":3.10}]') }}\n    container: x:${{ matrix.v }}\n", "x:3.10@8:16-33 x:3.1@8:16-33" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix:\n        v: [1, 2]\n        exclude: ${{ fromJSON('[{\"v\":2}]') }}\n    container: x:${{ matrix.v }}\n", "x:1@9:16-33" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix:\n        image: \"${{ fromJSON('[\\\"a:1\\\"]') }}\"\n    container: ${{ matrix.image }}\n", "a:1@7:17-45" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix: >-\n        ${{ fromJSON('{\"image\": [\"a:1\"]}') }}\n    container: ${{ matrix.image }}\n", "a:1@7:35-38" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy:\n      matrix: |\n        ${{ fromJSON('{\n          \"image\": [\"a:1\"]\n        }') }}\n    container: ${{ matrix.image }}\n", "a:1@8:22-25" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy: {matrix: '${{ fromJSON(''[\"no:1\"]'') }}'}\n    container: ${{ matrix.image }}\n", "${{ matrix.image }}@6:16-35" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy: {matrix: {image: \"${{ fromJSON(needs.x.outputs.images) }}\"}}\n    container: ${{ matrix.image }}\n", "${{ fromJSON(needs.x.outputs.images) }}@5:33-72" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy: {matrix: {image: \"${{ fromJSON('[') }}\"}}\n    container: ${{ matrix.image }}\n", "${{ fromJSON('[') }}@5:33-53" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy: {matrix: {image: \"${{ fromJSON('') }}\"}}\n    container: ${{ matrix.image }}\n", "${{ fromJSON('') }}@5:33-52" },
        { "on: push\njobs:\n  a:\n    runs-on: x\n    strategy: {matrix: {image: \"x${{ fromJSON('[1]') }}\"}}\n    container: r/a:1${{ matrix.image }}\n", "r/a:1${{ matrix.image }}@6:16-40" },
    };

    [Theory]
    [MemberData(nameof(Workflows))]
    public async Task A_matrix_of_literal_json_is_expanded(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("any.yml", text));

    [Theory]
    [MemberData(nameof(Workflows))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("any.yaml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
