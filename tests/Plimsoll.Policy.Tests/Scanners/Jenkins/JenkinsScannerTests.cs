namespace Plimsoll.Policy.Tests.Scanners.Jenkins;

public class JenkinsScannerTests
{
    public static TheoryData<string, string> Pipelines { get; } = new()
    {
        { "pipeline {\n  agent { docker { image 'a:1'\n args '-v no:1' } }\n  stages { stage('x') { agent { docker 'b:2' } } }\n}\n", "a:1@2:27-30 b:2@4:41-44" },
        { "node {\n  docker.image('a:1').inside('-u 0') { sh 'x' }\n  docker.withRegistry('https://r', 'c') {\n    def i = docker.image(\"b:2\")\n    i.pull()\n  }\n}\n", "a:1@2:17-20 b:2@4:27-30" },
        { "pipeline { agent any\n  environment { TAG = '1'\n    I = \"b:2\" }\n  stages { stage('x') { steps {\n    sh 'docker run $I'\n    sh \"docker run a:${TAG}\"\n    sh(script: \"docker run c:${env.TAG}\", returnStdout: true)\n    sh '''\n      # docker run no:1\n      docker run \\\n        d:4\n    '''\n    sh \"\"\"\n      X=e:5; docker run \\$X\n      docker run f:${params.P}\n    \"\"\"\n    echo 'docker run no:1'\n  } } } }\n", "b:2@3:10-13 a:1@6:20-28 c:1@7:28-40 d:4@11:9-12 e:5@14:9-12 f:${params.P}@15:18-31" },
        { "podTemplate(containers: [\n  containerTemplate(name: 'x', image: 'a:1', command: 'docker run no'),\n  containerTemplate(image: \"b:2\", name: 'y', envVars: [envVar(key: 'image', value: 'no:1')])\n]) { node(POD) { container('x') { sh 'x' } } }\n", "a:1@2:40-43 b:2@3:29-32" },
        { "def V = '1.2'\npipeline { agent { kubernetes {\n  yaml '''\n    apiVersion: v1\n    kind: Pod\n    spec:\n      containers:\n      - name: x\n        image: a:1\n'''\n} } }\npodTemplate(yaml: \"\"\"\nspec:\n  containers: [{image: 'b:${V}'}]\n\"\"\") { node {} }\n", "a:1@9:16-19 b:1.2@14:25-31" },
        { "def image = 'a:1'\nparameters { string(name: 'T', defaultValue: '2', description: 'x') }\nnode { docker.image(image).inside {}\n docker.image(\"b:${params.T}\").inside {}\n docker.image(\"c:${x()}\").inside {}\n docker.image(\"$X\").inside {} }\n", "a:1@1:14-17 b:2@4:16-29 c:${x()}@5:16-24" },
        { "node { def app = docker.build(\"me/x:${env.N}\")\n app.push()\n docker.image('me/x:1').push()\n docker.image('me/y').push('2')\n docker.image('me/y:2').inside {}\n // docker.image('no:1')\n /* agent { docker 'no:2' } */\n def r = (x =~ /'docker.image('no:1')/)\n println \"docker.image('no:1')\" }\n", "" },
        { "pipeline { agent { dockerfile { filename 'Dockerfile' } }\n tools { maven 'docker' }\n stages { stage('x') { steps { docker 'no'\n  image 'no'\n sh label: 'docker run no:1', script: 'true' } } } }\n", "" },
    };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("Jenkinsfile", text));

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("ci/x.jenkinsfile", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
