using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Declarations of infrastructure written at random with known images at known places: the scanners find exactly those.</summary>
public class GeneratedInfrastructureTests
{
    private static readonly Gen<string> Image = OneOf(
        "nginx", "nginx:1.27.3", "reg:5000/nginx", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "redis:7-alpine", "localhost/x:a1b2c3d");

    // Pieces of files: where an image stands, what stands around it without being one, and comments that may come before.
    private sealed record Template(string Name, string Head, string Before, string Behind, string Tail, params string[] Comments);

    private static readonly string[] HclComments = ["", "# image = \"no:1\" {\n", "// \"\n", "/* image = \"no:1\"\n} */\n", "# é😀\n", "\t \n"];

    private static readonly Template[] Templates =
    [
        new("main.tf", "terraform {}\n", "resource \"docker_image\" \"i{0}\" {\n  label = \"name = \\\"no:1\\\" }\"\n  name = \"", "\"\n}\n", "", HclComments),
        new("main.tofu", "", "resource \"docker_container\" \"i{0}\" { image = \"", "\" }\n", "output \"image\" { value = \"no:1\" }\n", HclComments),
        new("a/ecs.tf", "resource \"aws_ecs_task_definition\" \"t\" {\n container_definitions = jsonencode([\n", "{ name = \"image\", environment = [{ image = \"no:1\" }],\n image = \"", "\" },\n", "])\n}\n", HclComments),
        new("a/heredoc.tf", "resource \"aws_ecs_task_definition\" \"t\" {\n container_definitions = <<EOF\n[ {}\n", ", {\"name\": \"image\", \"cpu\": ${var.c}, \"image\": \"", "\"}\n", "]\nEOF\n}\n", "", "\n", "  "),
        new("k.tf", "resource \"kubernetes_pod\" \"t\" {\n spec {\n", "container {\n env { name = \"image\", value = \"no:1\" }\n image = \"", "\"\n}\n", "}\n}\n", HclComments),
        new("locals.tf", "locals {\n", "i{0} = \"", "\"\n", "}\n", HclComments),
        new("x.tf.json", "{\"resource\": {\"docker_image\": {\"first\": {}\n", ", \"i{0}\": {\"force\": \"no:1\", \"name\": \"", "\"}\n", "}}}\n", "", "// \"image\"\n", "/* { */"),
        new("web.nomad", "job \"image\" { group \"g\" {\n", "task \"t{0}\" {\n driver = \"docker\"\n config {\n args = [\"image = no:1\"]\n image = \"", "\"\n}\n}\n", "} }\n", HclComments),
        new("main.bicep", "param image string = 'no:1'\nresource g 'a/b@c' = {\n  properties: {\n    containers: [\n", "{\n name: 'image'\n properties: {\n command: ['no:1']\n image: '", "'\n}\n}\n", "]\n}\n}\n", "", "// image: 'no:1' {\n", "/* '\n} */", "// é😀\n"),
        new("arm.json", "{\"$schema\": \"https://x/deploymentTemplate.json#\", \"resources\": [{\"properties\": {\"image\": \"no:1\", \"containers\": [{}\n", ", {\"name\": \"{0}\", \"properties\": {\"image\": \"", "\"}}\n", "]}}]}\n", "", "// {\n", "/* \" */"),
        new("task.json", "{\"family\": \"image\", \"containerDefinitions\": [{}\n", ", {\"name\": \"{0}\", \"command\": [\"no:1\"], \"image\": \"", "\"}\n", "], \"image\": \"no:2\"}\n", "", "// {\n", "/* \" */"),
        new("stack.yaml", "Parameters: {Image: {Default: 'no:1'}}\nResources:\n", "  T{0}:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n      - Name: Image\n        Image: !Sub '", "' # why\n", "", "", "# Image: no:1\n", "# é😀\n"),
        new("web.container", "[Unit]\nImage=no:1\n", "[Service]\nX{0}=\\\n Image=no:2\n[Container]\nImage=", "  \n", "[Service]\nImage=no:3\n", "", "# Image=no\n", "; é😀\n", "\t\n"),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_is_found_and_nothing_else() =>
        Gen.Select(OneOf(Templates), Image.Array[1, 8], Gen.Int[0, 5].Array[8], Gen.Bool, Gen.Bool).Sample((template, images, comments, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write(template.Head);
            for (var i = 0; i < images.Length; i++)
            {
                text.Write(template.Comments[comments[i] % template.Comments.Length]).Write(template.Before.Replace("{0}", $"{i}", StringComparison.Ordinal));

                // Of a unit only the last value counts, and locals are images only where something runs them.
                if (template.Name == "locals.tf" || (template.Name == "web.container" && i < images.Length - 1))
                    text.Write(images[i]);
                else
                    text.Image(images[i]);
                text.Write(template.Behind);
            }

            text.Write(template.Tail);
            Assert.Equal(text.Places, text.Scan(template.Name));
        }, iter: 3_000);

    [Fact]
    public void A_reference_is_found_where_its_value_stands() =>
        Gen.Select(Image.Array[1, 6], Gen.Int[0, 4].Array[6], Gen.Bool).Sample((images, forms, carriageReturns) =>
        {
            var text = new PlacedText(hasCarriageReturns: carriageReturns);
            for (var i = 0; i < images.Length; i++)
            {
                var (reference, head, tail) = forms[i] switch
                {
                    0 => ($"var.v{i}", $"variable \"v{i}\" {{\n  default = \"", "\"\n}\n"),
                    1 => ($"\"${{local.v{i}}}\"", $"locals {{\n  v{i} = \"", "\" # x\n}\n"),
                    2 => ($"local.m{i}.a[\"b\"]", $"locals {{ m{i} = {{ a = {{ b = \"", "\" } } }\n"),
                    3 => ($"true ? local.v{i} : null", $"locals {{\n  w{i} = {{}}\n  v{i} = var.v{i}\n}}\nvariable \"v{i}\" {{ default = \"", "\" }\n"),
                    _ => ($"local.l{i}[1]", $"locals {{\n  l{i} = [\n    \"no:1\",\n    \"", "\",\n  ]\n}\n"),
                };
                text.Write($"resource \"docker_image\" \"i{i}\" {{\n  name = {reference}\n}}\n").Write(head).Image(images[i]).Write(tail);
            }

            Assert.Equal(text.Places, text.Scan("main.tf"));
        });
}
