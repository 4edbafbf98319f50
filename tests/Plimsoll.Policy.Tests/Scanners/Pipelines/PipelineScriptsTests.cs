namespace Plimsoll.Policy.Tests.Scanners.Pipelines;

/// <summary>The commands of pipelines: what names an image, with the variables of the host.</summary>
public class PipelineScriptsTests
{
    public static TheoryData<string, string, string> Pipelines { get; } = new()
    {
        { ".github/workflows/x.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - run: docker run a:1\n    - run: |\n        set -e\n        docker run \\\n          --rm b:2\n    - run: \"docker run 'c:3'\"\n    - {shell: python, run: docker run no}\n", "a:1@6:23-26 b:2@10:16-19 c:3@11:25-28" },
        { ".github/workflows/x.yml", "on: push\nenv: {A: 'a:1'}\njobs:\n  a:\n    runs-on: x\n    env: {TAG: 2}\n    strategy: {matrix: {v: [3, 4]}}\n    steps:\n    - run: |\n        docker run $A\n        docker run ${{ env.A }}\n        docker run b:$TAG\n        docker run c:${{ matrix.v }}\n        docker run d:${{ github.sha }} $(docker run e:5)\n        docker run ${{ github.x }}\n", "a:1@2:11-14 b:2@12:20-26 c:3@13:20-37 c:4@13:20-37 d:${{ github.sha }}@14:20-39 e:5@14:53-56" },
        { ".github/workflows/x.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - uses: docker/build-push-action@v6\n      with:\n        tags: |\n          me/x:${{ github.sha }}\n          me/y\n    - run: docker run me/x:1 && docker run me/y && docker run me/z\n", "me/z@11:63-67" },
        { "action.yml", "inputs: {image: {default: 'a:1'}}\nruns:\n  using: composite\n  steps:\n  - {shell: bash, run: 'docker run ${{ inputs.image }}'}\n", "a:1@1:28-31" },
        { ".github/workflows/x.yml", "on: push\nenv: {T: '1'}\ndefaults: {run: {shell: pwsh -NoProfile}}\njobs:\n  a:\n    runs-on: windows-2025\n    steps:\n    - run: |\n        $i = \"a:$env:T\"\n        docker run `\n          $i\n        docker run b:${{ env.T }}\n        docker run \"c:${{ github.sha }}\"\n    - {shell: cmd, run: 'docker run d:%T%'}\n    - shell: bash -e {0}\n      run: docker run $(x) e:5\n  b:\n    runs-on: windows-2025\n    steps:\n    - run: docker run $env:I `\n", "a:1@9:15-23 b:1@12:20-34 c:${{ github.sha }}@13:21-40 d:1@14:37-42" },
        { "azure-pipelines.yml", "variables: {tag: '1'}\nsteps:\n- pwsh: |\n    docker run `\n      a:$(tag)\n    docker run \"b:$env:TAG\"\n    docker run c:$(Get-Date)\n- powershell: '& docker run d:4'\n- task: PowerShell@2\n  inputs: {targetType: inline, script: '$x = \"e:5\"; docker run $x'}\n- task: AzureCLI@2\n  inputs: {scriptType: pscore, inlineScript: 'az containerapp update --image f:$env:X'}\n- script: |\n    docker run ^\n      g:%TAG%\n", "a:1@5:7-15 b:1@6:17-27 c:$(Get-Date)@7:16-29 d:4@8:29-32 e:5@10:47-50 f:$env:X@12:78-86 g:1@15:7-14" },
        { "Jenkinsfile", "pipeline { stages {\n bat 'docker run a:1 ^\\n x'\n powershell \"docker run b:2\"\n pwsh(script: 'docker run `\\n c:3')\n bat \"\"\"\n  docker run ^\n   d:4\n \"\"\"\n} }\n", "a:1@2:18-21 b:2@3:25-28 c:3@4:31-34 d:4@7:4-7" },
        { ".gitlab-ci.yml", "variables: {TAG: '1'}\ndefault:\n  before_script: [docker pull a:$TAG]\nb:\n  variables: {I: 'b:2'}\n  script:\n  - docker run $I\n  - |\n    docker run c:3\n  after_script: docker run d:4\n.h:\n  script: [docker run e:5]\n", "a:1@3:31-37 b:2@5:19-22 c:3@9:16-19 d:4@10:28-31 e:5@12:23-26" },
        { ".gitlab-ci.yml", "a:\n  before_script: [X=a:1]\n  script: [docker run $X, docker build -t b . , docker run b, 'docker run $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA', 'docker run c:$[[ inputs.x ]]']\n", "a:1@2:21-24 c:$[[ inputs.x ]]@3:123-140" },
        { "azure-pipelines.yml", "variables: {tag: '1', I: 'b:2'}\nsteps:\n- script: |\n    docker run a:$(tag)\n    docker run $I $(pwd)\n    X=$(docker run c:3)\n    docker run d:$TAG\n- bash: docker run e:5\n- task: Bash@3\n  inputs: {targetType: inline, script: docker run f:6}\n- task: AzureCLI@2\n  inputs: {scriptType: bash, inlineScript: az containerapp update --image g:7}\n- task: Other@1\n  inputs: {script: docker run no}\n", "b:2@1:27-30 a:1@4:16-24 c:3@6:20-23 d:1@7:16-22 e:5@8:20-23 f:6@10:51-54 g:7@12:75-78" },
        { ".circleci/config.yml", "version: 2.1\ncommands:\n  c: {steps: [{run: docker run a:1}]}\njobs:\n  j:\n    machine: true\n    environment: {I: 'b:2'}\n    parameters: {v: {default: '3'}}\n    steps:\n    - run: docker run $I\n    - run:\n        command: |\n          docker run c:<< parameters.v >>\n          cat <<EOF\n          docker run no\n          EOF\n          docker run d:4\n    - when: {condition: x, steps: [{run: docker run e:5}]}\n    - checkout\n", "a:1@3:32-35 b:2@7:23-26 c:3@13:22-42 d:4@17:22-25 e:5@18:53-56" },
        { "bitbucket-pipelines.yml", "pipelines:\n  default:\n  - step:\n      script:\n      - docker run a:1\n      - docker run b:$X\n      after-script: [docker pull c:3]\n", "a:1@5:20-23 b:$X@6:20-24 c:3@7:34-37" },
        { ".drone.yml", "kind: pipeline\nsteps:\n- name: x\n  image: a:1\n  environment: {I: 'b:2'}\n  commands: [docker run $I, docker run c:3]\n", "a:1@4:10-13 b:2@5:21-24 c:3@6:40-43" },
        { ".woodpecker/x.yml", "matrix: {V: [1, 2]}\nsteps:\n  x:\n    image: a:1\n    commands:\n    - docker run b:$V\n", "a:1@4:12-15 b:1@6:18-22 b:2@6:18-22" },
        { "cloudbuild.yaml", "substitutions: {_T: '1'}\nsteps:\n- name: gcr.io/cloud-builders/docker\n  args: [run, --rm, 'a:$_T', x]\n- name: gcr.io/cloud-builders/docker\n  args: [build, -t, b, .]\n- name: gcr.io/cloud-builders/docker:1\n  args: [run, b]\n- name: gcr.io/cloud-builders/gcloud:1\n  entrypoint: bash\n  args:\n  - -c\n  - |\n    docker run c:3\n", "gcr.io/cloud-builders/docker@3:9-37 a:1@4:22-27 gcr.io/cloud-builders/docker@5:9-37 gcr.io/cloud-builders/docker:1@7:9-39 gcr.io/cloud-builders/gcloud:1@9:9-39 c:3@14:16-19" },
    };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Images_are_found_at_their_tokens(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, text));

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task A_folded_script_is_read_as_one_line_and_has_the_place_of_the_whole() =>
        Assert.Equal("a:1@7:9-8:12", await Deployment.ImagesAsync(".github/workflows/x.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n    - run: >-\n        docker run\n        a:1\n"));
}
