namespace Plimsoll.Policy.Tests.Scanners.SourceCode;

/// <summary>Infrastructure that is written as a program: Pulumi, AWS CDK, cdk8s and Dagger.</summary>
public class InfrastructureCodeTests
{
    public static TheoryData<string, string, string> Programs { get; } = new()
    {
        { "a.ts", "import * as docker from \"@pulumi/docker\";\nconst i = new docker.RemoteImage(\"x\", { name: \"nginx:1\" });\nnew docker.Container(\"web\", { image: i.imageId, name: \"no:1\" });\nnew docker.Container(\"web\", { name: 'no', image: 'redis' });\n", "nginx:1@2:48-55 redis@4:51-56" },
        { "a.ts", "import * as k8s from '@pulumi/kubernetes';\nconst image = \"a:1\", tag = config.require(\"tag\");\nnew k8s.apps.v1.Deployment(\"x\", { spec: { template: { spec: {\n  containers: [{ name: \"a\", image: image }, { image: `b:${tag}` }, { \"image\": pulumi.interpolate`c:${x.tag}` }, { image: 'd:' + tag }],\n  initContainers: [{ image: props.image }, { image: 'e' }],\n} } } });\n", "a:1@2:16-19 b:${tag}@4:55-63 c:${x.tag}@4:98-108 'd:' + tag@4:122-132 e@5:54-55" },
        { "a.ts", "import * as x from \"@pulumi/aws\";\ninterface Args { image: string; }\nfunction f(image: string = \"no\", o = { image: 'no' }) { return o ? image : \"no:1\"; }\nnew x.lambda.Function(\"f\", { imageUri: \"1.dkr.ecr.eu-west-1.amazonaws.com/f:2\" });\nnew x.Droplet({ image: \"ubuntu-22-04-x64\" });\n// image: \"no:1\"\nconst s = 'image: \"no:1\"';\n", "1.dkr.ecr.eu-west-1.amazonaws.com/f:2@4:41-78" },
        { "__main__.py", "import pulumi\nimport pulumi_docker as docker\nfrom pulumi_kubernetes.core.v1 import ContainerArgs\nTAG = \"1\"\ni = docker.RemoteImage('x', name='nginx:1')\ndocker.Container(\"web\", image=i.image_id, name='no:1')\nContainerArgs(name=\"a\", image=\"redis\")\nContainerArgs(image=f\"b:{TAG}\")\nx = {\"containers\": [{\"name\": \"c\", \"image\": \"c\"}, {'image': pulumi.Output.concat(\"d:\", tag)}]}\ny = pulumi.Output.format(\"{0}\", x)\nz = f(image=pulumi.Output.format(\"e:{0}\", x))\n", "nginx:1@5:35-42 redis@7:32-37 b:1@8:23-30 c@9:45-46 d:…@9:82-90 e:{0}@11:35-40" },
        { "Program.cs", "using Pulumi;\nusing Pulumi.Kubernetes.Types.Inputs.Core.V1;\nconst string Web = \"web:1\";\nvar a = new ContainerArgs { Name = \"no:1\", Image = \"nginx\" };\nvar b = new ContainerArgs\n{\n    Image = Web,\n};\nvar c = new RemoteImage(\"x\", new RemoteImageArgs { Name = \"redis:7\" });\nvar d = new X { Image = $\"y:{tag}\", Other = \"z:1\" };\nvar e = new X { Image = Output.Format($\"w:{tag}\"), [\"image\"] = \"v:1\" };\n", "web:1@3:21-26 nginx@4:53-58 redis:7@9:60-67 y:{tag}@10:27-34 w:{tag}@11:41-48 v:1@11:65-68" },
        { "main.go", "package main\n\nimport (\n\tcorev1 \"github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/core/v1\"\n\t\"github.com/pulumi/pulumi/sdk/v3/go/pulumi\"\n)\n\nfunc f() {\n\timage := \"no\"\n\t_ = corev1.ContainerArray{\n\t\tcorev1.ContainerArgs{Name: pulumi.String(\"no:1\"), Image: pulumi.String(\"nginx\")},\n\t\t&corev1.ContainerArgs{Image: pulumi.Sprintf(\"a:%s\", tag)},\n\t\t&corev1.ContainerArgs{Image: pulumi.String(fmt.Sprintf(\"b:%v\", tag))},\n\t}\n\t_, _ = docker.NewRemoteImage(ctx, \"x\", &docker.RemoteImageArgs{Name: pulumi.String(\"redis:7\")})\n}\n", "nginx@11:75-80 a:%s@12:48-52 b:%v@13:59-63 redis:7@15:86-93" },
        { "App.java", "import com.pulumi.docker.RemoteImageArgs;\nclass App { static void f() {\n  new RemoteImage(\"x\", RemoteImageArgs.builder().name(\"nginx:1\").build());\n  ContainerArgs.builder().name(\"no:1\").image(\"redis:7\").build();\n  x.image(name).image(\"no\");\n} }\n", "nginx:1@3:56-63 redis:7@4:47-54" },
        { "stack.ts", "import * as ecs from 'aws-cdk-lib/aws-ecs';\nconst a = ecs.ContainerImage.fromRegistry('nginx');\nconst b = ecs.ContainerImage.fromRegistry(`b:${tag}`);\nconst c = DockerImage.fromRegistry(\"c:1\"), d = LinuxBuildImage.fromDockerRegistry('d:1');\nconst e = ecs.ContainerImage.fromAsset('no:1');\nnew ecs.CfnTaskDefinition(this, 'x', { containerDefinitions: [{ image: 'f', name: 'no' }] });\n", "nginx@2:44-49 b:${tag}@3:44-52 c:1@4:37-40 d:1@4:84-87 f@6:73-74" },
        { "stack.py", "from aws_cdk import aws_ecs as ecs\nIMAGE = \"a:1\"\necs.ContainerImage.from_registry(IMAGE)\necs.ContainerImage.from_registry(name=\"b:2\", credentials=x)\n", "a:1@2:10-13 b:2@4:40-43" },
        { "Stack.cs", "using Amazon.CDK.AWS.ECS;\nvar a = ContainerImage.FromRegistry(\"a:1\", new RepositoryImageProps { });\n", "a:1@2:38-41" },
        { "Stack.java", "import software.amazon.awscdk.services.ecs.ContainerImage;\nclass S { Object a = ContainerImage.fromRegistry(\"a:1\"); }\n", "a:1@2:51-54" },
        { "stack.go", "package x\nimport \"github.com/aws/aws-cdk-go/awscdk/v2/awsecs\"\nvar a = awsecs.ContainerImage_FromRegistry(jsii.String(\"a:1\"), nil)\n", "a:1@3:57-60" },
        { "chart.ts", "import { Chart } from 'cdk8s';\nimport { KubeDeployment } from './imports/k8s';\nnew KubeDeployment(this, 'x', { spec: { template: { spec: { containers: [{ name: 'no', image: 'a' }] } } } });\nd.addContainer({ image: 'b' });\n", "a@3:96-97 b@4:26-27" },
        { "chart.py", "from cdk8s import Chart\nk8s.Container(name='no', image='a')\n", "a@2:33-34" },
        { "ci/index.ts", "import { dag, Container } from \"@dagger.io/dagger\";\nconst a = dag.container().from(\"alpine\").withExec([\"no:1\"]);\nconst b = client\n  .container({ platform: p })\n  .from(`node:${version}-alpine`);\nconst c = Array.from(\"no:1\"), d = base.from(\"d:1\");\n", "alpine@2:33-39 node:${version}-alpine@5:10-32 d:1@6:46-49" },
        { "main.go", "package main\nimport \"dagger/x/internal/dagger\"\nfunc (m *X) F() *dagger.Container { return dag.Container().From(\"alpine:3\").WithExec([]string{\"no:1\"}) }\n", "alpine:3@3:66-74" },
        { "main.py", "import dagger\nx = dag.container().from_(\"alpine:3\")\ny = dag.container().from_(f\"python:{v}\")\n", "alpine:3@2:28-36 python:{v}@3:29-39" },
    };

    public static TheoryData<string, string> Others { get; } = new()
    {
        { "a.ts", "new docker.RemoteImage('x', { name: 'no:1' }); const x = { image: 'no:1' }; ContainerImage.fromRegistry('no:1'); dag.container().from('no:1');\n" },
        { "a.ts", "import { x } from './pulumi';\nconst y = { image: 'no:1' }; // @pulumi/docker\n" },
        { "a.py", "import mypulumi\nx = {\"image\": \"no:1\"}\n" },
        { "a.ts", "import * as aws from \"@pulumi/aws\";\nconst a = { image: \"logo.png\", b: { image: \"\" }, c: { image: 3 }, d: { image: f('no:1') }, e: { image: null } };\nnew docker.Container('x', { image: img.imageName, labels: { image: 'a b' } });\n" },
        { "a.go", "package x\nimport \"github.com/pulumi/pulumi/sdk/v3/go/pulumi\"\ntype T struct { Image string }\n" },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Images_are_found_at_their_tokens(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, text));

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task Deep_nesting_ends()
    {
        using var deployment = new Deployment()
            .With("a.go", "import \"github.com/pulumi/pulumi/sdk/v3/go/pulumi\"\nvar x = X{Image: " + string.Concat(Enumerable.Repeat("pulumi.String(", 50_000)) + "\"no\"\n")
            .With("a.ts", "import '@pulumi/docker';\n" + string.Concat(Enumerable.Repeat("{", 100_000)) + string.Concat(Enumerable.Repeat("image: 'no',", 20_000)))
            .With("a.cs", "var x = new XBuilder()" + string.Concat(Enumerable.Repeat(".WithImage(\"no\")", 20_000)) + ";\n")
            .With("a.jsonnet", string.Concat(Enumerable.Repeat("image: if ", 30_000)));
        Assert.Empty((await deployment.CheckAsync()).Images);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task What_only_looks_similar_has_no_images(string file, string text) =>
        Assert.Equal("", await Deployment.ImagesAsync(file, text));
}
