using System.Text;
using CsCheck;
using Plimsoll.Policy.Scanners;

namespace Plimsoll.Policy.Tests;

/// <summary>Programs of Pulumi, CDK, cdk8s and Dagger written at random with known images at known places: the scanners find exactly those.</summary>
public class GeneratedInfrastructureCodeTests
{
    private static readonly string[] Images = ["nginx", "postgres:16.4", "reg:5000/a/b", "a@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "ghcr.io/x/y:1.2.3"];

    // A head, what stands before and behind an image with {0} for a number of its own, and what may stand in between.
    private static readonly (string Name, string Head, (string Before, string Behind)[] Places, string[] Noise)[] Programs =
    [
        ("a.ts", "import * as docker from \"@pulumi/docker\";\n",
            [("new docker.RemoteImage(\"x\", { name: '", "' });\n"), ("const x = { containers: [{ name: \"no:1\", image: \"", "\" }] };\n"), ("new docker.Container(`x`, {\n  image: `", "`,\n});\n"), ("const i{0} = '", "'; f({ container: { 'image': i{0} } });\n")],
            ["", "// image: \"no:1\"\n", "/* { image: \"no:1\" } */\n", "const s = \"{ containers: [{ image: 'no:1' }] }\";\n", "interface A { image: string; }\n", "new docker.Container('x', { image: built.imageName });\n", "const q = ok ? image : \"no:1\";\n", "const u = { image: \"ubuntu\" }; // é😀\n", "const r = /image: \"no:1\"/;\n"]),
        ("a.py", "import pulumi\n",
            [("docker.RemoteImage('x', name=\"", "\")\n"), ("x = {'containers': [{'name': 'no:1', 'image': '", "'}]}\n"), ("ContainerArgs(image=pulumi.Output.concat('", "'))\n"), ("I{0} = \"", "\"\ny = ContainerArgs(image=I{0})\n")],
            ["", "# image=\"no:1\"\n", "''' image=\"no:1\" '''\n", "s = \"containers image='no:1'\"\n", "docker.Container('x', image=built.image_name)\n", "u = f(image=\"ubuntu\")\n", "def g(image: str): pass\n"]),
        ("a.cs", "using Pulumi.Kubernetes.Types.Inputs.Core.V1;\n",
            [("x = new ContainerArgs { Name = \"no:1\", Image = \"", "\" };\n"), ("x = new RemoteImage(\"x\", new() { Name = @\"", "\" });\n"), ("x = new() { [\"containers\"] = new[] { new ContainerArgs\n{\n  Image = \"", "\",\n} } };\n"), ("const string I{0} = \"", "\"; x = new ContainerArgs { Image = I{0} };\n")],
            ["", "// Image = \"no:1\"\n", "/* \" */\n", "var s = \"new ContainerArgs { Image = \\\"no:1\\\" }\";\n", "x = new ContainerArgs { Image = built.ImageName };\n", "var u = new X { Image = \"ubuntu\" };\n", "if (image == \"no:1\") { }\n"]),
        ("a.go", "import \"github.com/pulumi/pulumi/sdk/v3/go/pulumi\"\n",
            [("x = corev1.ContainerArgs{Name: pulumi.String(\"no:1\"), Image: pulumi.String(\"", "\")}\n"), ("x = docker.RemoteImageArgs{Name: pulumi.String(`", "`)}\n"), ("const i{0} = \"", "\"\nx = corev1.ContainerArgs{Image: pulumi.String(i{0})}\n")],
            ["", "// Image: \"no:1\"\n", "image := \"no:1\"\n", "s := `Image: \"no:1\"`\n", "type T struct { Image string }\n", "x = corev1.ContainerArgs{Image: built.ImageName}\n"]),
        ("b.ts", "import * as ecs from 'aws-cdk-lib/aws-ecs';\n",
            [("ecs.ContainerImage.fromRegistry('", "');\n"), ("LinuxBuildImage.fromDockerRegistry(\"", "\", {});\n"), ("const i{0} = `", "`; ContainerImage.fromRegistry(i{0});\n"), ("f({ containerDefinitions: [{ image: '", "' }] });\n")],
            ["", "// ContainerImage.fromRegistry('no:1')\n", "ecs.ContainerImage.fromAsset('no:1');\n", "const s = \"fromRegistry('no:1')\";\n", "ec2.MachineImage.lookup({ name: 'no:1' });\n"]),
        ("b.java", "import software.amazon.awscdk.services.ecs.ContainerImage;\n",
            [("x = ContainerImage.fromRegistry(\"", "\");\n"), ("static final String I{0} = \"", "\"; x = ContainerImage.fromRegistry(I{0});\n")],
            ["", "// ContainerImage.fromRegistry(\"no:1\")\n", "x = ContainerImage.fromAsset(\"no:1\");\n", "var s = \"fromRegistry(\\\"no:1\\\")\";\n"]),
        ("c.ts", "import { dag } from '@dagger.io/dagger';\n",
            [("dag.container().from('", "');\n"), ("client\n  .container({ platform: 'no:1' })\n  .from(`", "`)\n  .withExec([\"no:1\"]);\n"), ("const i{0} = \"", "\"; dag.container().from(i{0});\n")],
            ["", "// dag.container().from('no:1')\n", "Array.from('no:1'); Buffer.from(\"no:1\");\n", "const s = \"container().from('no:1')\";\n", "base.from('word');\n"]),
        ("c.go", "import \"dagger/x/internal/dagger\"\n",
            [("x = dag.Container().From(\"", "\").WithExec([]string{\"no:1\"})\n"), ("const i{0} = `", "`\nx = dag.Container(dagger.Opts{}).From(i{0})\n")],
            ["", "// dag.Container().From(\"no:1\")\n", "s := `From(\"no:1\")`\n", "base.From(\"word\")\n"]),
    ];

    [Fact]
    public void Every_image_of_a_program_is_found_and_nothing_else() =>
        Gen.Select(Gen.Int[0, Programs.Length - 1], Gen.Int[0, Images.Length - 1].Array[1, 6], Gen.Int[0, 35].Array[6], Gen.Int[0, 11].Array[6], Gen.Bool, Gen.Bool).Sample((program, images, noise, places, mark, carriageReturns) =>
        {
            var (name, head, all, between) = Programs[program];
            var text = new PlacedText(mark, carriageReturns).Write(head);
            for (var i = 0; i < images.Length; i++)
            {
                var (before, behind) = all[places[i] % all.Length];
                text.Write(between[noise[i] % between.Length]).Write(before.Replace("{0}", $"{i}", StringComparison.Ordinal)).Image(Images[images[i]]).Write(behind.Replace("{0}", $"{i}", StringComparison.Ordinal));
            }

            Assert.Equal(text.Places, text.Scan(name));
        }, iter: 2_000);

    [Fact]
    public void Every_image_of_a_program_in_YAML_is_found_and_nothing_else() =>
        Gen.Select(Gen.Select(Gen.Int[0, 4], Gen.Int[0, Images.Length - 1], Gen.Int[0, 6]).Array[1, 6], Gen.Bool, Gen.Bool).Sample((resources, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write("name: x\nruntime: yaml\nconfig:\n  image: {type: string}\nresources:\n");
            for (var i = 0; i < resources.Length; i++)
            {
                var (type, image, style) = resources[i];
                text.Write($"  r{i}:\n    # image: no:1\n").Write(type switch
                {
                    0 => "    type: docker:RemoteImage\n    properties:\n      keepLocally: true\n      name: ",
                    1 => "    type: docker:Container\n    properties:\n      name: no:1\n      image: ",
                    2 => "    type: kubernetes:core/v1:Pod\n    properties:\n      spec:\n        containers:\n        - name: no\n          image: ",
                    3 => "    type: awsx:ecs:FargateService\n    properties:\n      taskDefinitionArgs:\n        container:\n          image: ",
                    _ => "    type: digitalocean:Droplet\n    properties: {image: ubuntu}\n  s" + i + ":\n    type: docker:Container\n    properties:\n      image: ",
                }).Value(Images[image], style, type switch { 2 or 3 => "          ", _ => "      " }, "# no:1");
            }

            Assert.Equal(text.Places, text.Write("outputs:\n  image: no:1\n").Scan("Pulumi.yaml"));
        }, iter: 500);

    [Fact]
    public void No_text_is_too_broken_to_read() =>
        Gen.Select(Gen.Int[0, Programs.Length - 1], Gen.String[Gen.Char["\"'`{}()[]$@\\/*#\n =.aA:<>+,"], 0, 60]).Sample((index, tail) =>
        {
            var (name, head, places, _) = Programs[index];
            var text = head + places[0].Before + tail + places[^1].Before + tail;
            _ = FileScanner.ScanBytes(new CandidateFile(Path.GetFullPath(name), name, IsExplicit: false), Encoding.UTF8.GetBytes(text), new SourceTree("/", "/"), CancellationToken.None);
        }, iter: 5_000);
}
