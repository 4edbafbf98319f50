namespace Plimsoll.Policy.Tests.Scanners.Tekton;

public class TektonScannerTests
{
    private const string Head = "apiVersion: tekton.dev/v1\n";

    // What follows the version; images with line and columns.
    public static TheoryData<string, string> Resources { get; } = new()
    {
        { "kind: Task\nspec:\n  stepTemplate: {image: a:1}\n  steps:\n  - name: x\n    image: b:2\n    env: [{name: image, value: no}]\n  sidecars: [{image: 'c:3'}]\n", "a:1@4:25-28 b:2@7:12-15 c:3@9:23-26" },
        { "kind: Task\nspec:\n  params: [{name: i, default: a:1}, {name: v, default: '2'}, {name: n}]\n  steps:\n  - image: $(params.i)\n  - image: b:$(params.v)\n  - image: c:$(params[\"v\"])\n  - image: d:$(params.n)\n  - image: $(params['i'])\n", "a:1@4:31-34 b:2@7:12-25 c:2@8:12-28 d:$(params.n)@9:12-25" },
        { "kind: Pipeline\nspec:\n  params: [{name: v, default: '2'}]\n  tasks:\n  - name: a\n    params: [{name: i, value: 'b:$(params.v)'}]\n    taskSpec:\n      params: [{name: i, default: no}, {name: w, default: '3'}]\n      steps: [{image: $(params.i)}, {image: 'c:$(params.w)'}]\n  finally:\n  - taskSpec: {steps: [{image: 'd:$(params.v)'}]}\n", "b:2@7:32-45 c:3@10:46-59 d:2@12:33-46" },
        { "kind: Pipeline\nspec:\n  tasks:\n  - params: [{name: v, value: $(tasks.x.results.y)}]\n    taskSpec: {params: [{name: v, default: '1'}], steps: [{image: 'x:$(params.v)'}]}\n", "x:$(params.v)@6:68-81" },
        { "kind: Pipeline\nspec:\n  tasks:\n  - taskRef: {name: x, bundle: 'reg.example/b:1'}\n  - taskRef: {resolver: bundles, params: [{name: bundle, value: c:2}, {name: name, value: no}]}\n  - taskRef: {name: image}\n", "reg.example/b:1@5:33-48 c:2@6:65-68" },
        { "kind: PipelineRun\nspec:\n  params: [{name: v, value: '1'}]\n  pipelineRef: {bundle: 'b:$(params.v)'}\n", "b:1@5:26-39" },
        { "kind: StepAction\nspec:\n  params: [{name: v, default: '1'}]\n  image: a:$(params.v)\n  script: x\n", "a:1@5:10-23" },
        { "kind: Task\nspec:\n  params: &p [{name: v, default: $(params.v)}]\n  steps: &s [{image: 'a:$(params.v)'}, {image: 'b:$(params.v'}, {image: ''}, {image: []}]\n  x: {params: *p, steps: *s}\n", "a:$(params.v)@5:23-36 b:$(params.v@5:49-61" },
    };

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("task.yaml", Head + text));

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x.yml", "\uFEFF" + (Head + text).Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task A_triggers_template_has_parameters_of_its_own() =>
        Assert.Equal("a:1@6:40-56", await Deployment.ImagesAsync("t.yaml",
            "apiVersion: triggers.tekton.dev/v1beta1\nkind: TriggerTemplate\nspec:\n  params: [{name: v, default: '1'}]\n  resourcetemplates:\n  - {spec: {taskSpec: {steps: [{image: a:$(tt.params.v)}]}}}\n"));
}
