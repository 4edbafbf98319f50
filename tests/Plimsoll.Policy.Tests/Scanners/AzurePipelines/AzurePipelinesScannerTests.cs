
namespace Plimsoll.Policy.Tests.Scanners.AzurePipelines;

public class AzurePipelinesScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Pipelines { get; } = new()
    {
        { "jobs:\n- job: a\n  container: node:20\n", "node:20@3:14-21" },
        { "jobs:\n- job: a\n  container: 'node:20' # why\n- job: b\n  container: {image: \"x:1\", options: y, env: {image: z}}\n", "node:20@3:15-22 x:1@5:23-26" },
        { "jobs:\n- job: a\n  container:\n    image: >-\n      node:20\n", "node:20@5:7-14" },
        { "resources:\n  containers:\n  - container: c\n    image: a:1\n    env: {image: no}\njobs:\n- job: a\n  container: c\n- job: b\n  container: C\n", "a:1@4:12-15" },
        { "resources:\n  containers:\n  - {container: c, image: a:1}\njobs:\n- job: a\n  container: {alias: c}\n  services: {db: postgres:16, q: c, r: {image: redis}}\n", "a:1@3:27-30 postgres:16@7:18-29 redis@7:48-53" },
        { "resources:\n  containers:\n  - container: c\n    type: ACR\n    registry: acme\n    repository: app/web\nsteps:\n- script: x\n", "acme.azurecr.io/app/web@6:17-24" },
        { "resources:\n  containers:\n  - {container: c, type: ACR, registry: acme.example, repository: app, tag: '1.2'}\nextends: {template: x.yml}\n", "acme.example/app:1.2@3:78-81" },
        { "resources: {containers: [{container: c, type: ACR, azureSubscription: s}]}\nsteps: [{script: x}]\n", "" },
        { "trigger: none\ncontainer: ubuntu\nsteps:\n- script: x\n", "ubuntu@2:12-18" },
        { "container: ubuntu\nsteps:\n- script: x\n", "ubuntu@1:12-18" },
        { "stages:\n- stage: s\n  jobs:\n  - deployment: d\n    container: a:1\n    strategy: {runOnce: {deploy: {steps: [{script: x}]}}}\n", "a:1@5:16-19" },
        { "jobs:\n- ${{ if eq(1, 1) }}:\n  - job: a\n    container: a:1\n- ${{ each x in parameters.y }}:\n  - job: b\n    ${{ if x }}:\n      container: b:2\n    container: {'${{ if z }}': {image: c:3}}\n", "a:1@4:16-19 b:2@8:18-21 c:3@9:40-43" },
        { "parameters:\n- name: image\n  type: string\n  default: a:1\n- name: none\njobs:\n- job: a\n  container: ${{ parameters.image }}\n- job: b\n  container: x:${{ parameters.none }}\n", "a:1@4:12-15 x:${{ parameters.none }}@10:14-38" },
        { "parameters: {Image: 'a:1', c: {image: b:2}}\njobs:\n- job: a\n  container: ${{ parameters.image }}\n- job: b\n  container: {image: \"${{ parameters['c'].image }}\"}\n", "a:1@1:22-25 b:2@1:39-42" },
        { "variables:\n  tag: latest\njobs:\n- job: a\n  container: node:$(tag)\n- job: b\n  container: node:${{ variables.TAG }}\n- job: c\n  variables: {tag: 1.2.3}\n  container: node:$(Tag)\n", "node:latest@5:14-25 node:latest@7:14-39 node:1.2.3@10:14-25" },
        { "variables:\n- group: g\n- name: image\n  value: a:1\nsteps: [{script: x}]\ncontainer: $[ variables['image'] ]\n", "a:1@4:10-13" },
        { "variables:\n- ${{ if x }}:\n  - {name: i, value: a:1}\n- ${{ else }}:\n  - {name: i, value: b:2}\nsteps: [{script: x}]\ncontainer: $(i)\n", "a:1@3:22-25 b:2@5:22-25" },
        { "variables:\n  i: a:1\n  ${{ if x }}: {i: b:2}\nsteps: [{script: x}]\ncontainer: $(i)\n", "a:1@2:6-9 b:2@3:20-23" },
        { "jobs:\n- job: a\n  container: node:$(Build.BuildId)\n- job: b\n  container: $[ coalesce('a', 'b') ]\n", "node:$(Build.BuildId)@3:14-35 $[ coalesce('a', 'b') ]@5:14-37" },
        { "jobs:\n- job: a\n  strategy:\n    matrix:\n      x: {image: a:1}\n      y: {image: b:2, other: c}\n      z: {other: d}\n  container: $[ variables['image'] ]\n", "a:1@5:18-21 b:2@6:18-21 $[ variables['image'] ]@8:14-37" },
        { "jobs:\n- job: a\n  strategy: {matrix: {x: {v: 18}, y: {v: 20}}}\n  container: node:$(v)\n", "node:18@4:14-23 node:20@4:14-23" },
        { "jobs:\n- job: a\n  strategy: {matrix: \"$[ x ]\"}\n  container: node:$(v)\n", "node:$(v)@4:14-23" },
        { "jobs:\n- template: t.yml\n  parameters:\n    container: no\n    image: no:1\n    steps: [{script: x}]\n    jobs:\n    - job: a\n      container: a:1\n", "a:1@9:18-21" },
        { "extends:\n  template: t.yml\n  parameters:\n    stages:\n    - stage: s\n      jobs:\n      - job: a\n        container: a:1\n", "a:1@8:20-23" },
        { "steps:\n- task: Docker@2\n  inputs:\n    command: buildAndPush\n    repository: acme/app\n    tags: |\n      1.2.3\n      latest\n      $(Build.BuildId)\n", "acme/app:1.2.3@7:7-12 acme/app:latest@8:7-13" },
        { "steps:\n- task: Docker@2\n  inputs: {repository: $(repo), tags: 'a,latest', containerRegistry: c}\nvariables: {repo: x/y}\n", "x/y:a@3:40-41 x/y:latest@3:42-48" },
        { "steps:\n- task: Docker@2\n  inputs: {repository: $(repo), tags: latest}\n- task: Docker@2\n  inputs: {command: build, repository: x, tags: latest}\n- task: Docker@2\n  inputs: {command: push, repository: x}\n- task: Bash@3\n  inputs: {repository: x, tags: latest}\n", "$(repo):latest@3:39-45" },
        { "steps:\n- task: Docker@2\n  inputs: {repository: x, tags: $(tag)}\nvariables: {tag: stable}\n", "x:stable@4:18-24" },
        { "jobs:\n- job: a\n  container: ''\n- job: b\n  container: {}\n- job: c\n  container: [x]\n  steps:\n  - {script: x, target: {container: c}, env: {container: d}}\n  - {task: X@1, inputs: {container: e, image: f}}\n", "" },
        { "jobs:\n- &j\n  job: a\n  container: &c a:1\n- job: b\n  container: *c\n- {<<: *j, job: c}\n", "a:1@4:17-20" },
    };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("ci/any.yml", text));

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("azure-pipelines.yml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task A_bare_word_in_a_template_may_be_a_resource_of_the_pipeline()
    {
        using var deployment = new Deployment()
            .With("template.yml", "jobs:\n- job: a\n  container: builder\n")
            .With("azure-pipelines.yml", "pool: x\njobs:\n- job: a\n  container: builder\n");

        var result = await deployment.CheckAsync();

        Assert.Equal([("azure-pipelines.yml", "builder"), ("template.yml", null)], result.Images.Select(image => (image.Use.Span.File, image.Use.Resolved)));
    }

    [Fact]
    public async Task Variables_of_a_template_are_found_where_they_are_written()
    {
        using var deployment = new Deployment()
            .With("ci/vars/a.yml", "variables:\n  image: a:1\n")
            .With("ci/azure-pipelines.yml", "variables:\n- template: vars/a.yml\n- template: /ci/vars/b.yml\n- template: c.yml@other\nsteps: [{script: x}]\ncontainer: $(image)\nservices: {s: 'x:$(tag)'}\n")
            .With("ci/vars/b.yml", "variables: [{name: tag, value: latest}]\n");

        var result = await deployment.CheckAsync();

        Assert.Equal(
            [("ci/azure-pipelines.yml", 7, "x:latest", "ci/azure-pipelines.yml"), ("ci/vars/a.yml", 2, "a:1", "ci/azure-pipelines.yml")],
            result.Images.Select(image => (image.Use.Span.File, image.Use.Span.StartLine, image.Use.Image, image.Use.UsedBy)));
    }

    [Theory]
    [InlineData("jobs:\n- name: a\n  container: a:1\n")]
    [InlineData("steps:\n- name: a\n  container: a:1\n")]
    [InlineData("stages: [a, b]\ncontainer: a:1\n")]
    [InlineData("jobs: {a: {container: a:1}}\n")]
    public async Task What_only_looks_similar_has_no_images(string text) =>
        Assert.Equal("", await Deployment.ImagesAsync("other.yml", text));
}
