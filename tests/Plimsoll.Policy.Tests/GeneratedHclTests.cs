using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Files of HCL of several tools written at random with known images at known places: exactly those are found.</summary>
public class GeneratedHclTests
{
    private static readonly Gen<string> Image = OneOf("nginx:1.27.3", "reg:5000/nginx", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "redis:7-alpine");

    private static readonly string[] Comments = ["", "# image = \"no:1\" {\n", "// \"\n", "/* image = \"no:1\"\n} */\n", "# é😀\n"];

    // A file, what it starts and ends with, and what stands around each image.
    private static readonly (string Name, string Head, string Before, string Behind, string Tail)[] Files =
    [
        ("job.hcl", "job \"image\" {\n group \"g\" {\n", "task \"t{0}\" {\n driver = \"docker\"\n config {\n  args = [\"image = no:1\"]\n  image = \"", "\"\n }\n}\n", "}\n}\n"),
        ("job.nomad.tpl", "job [[ template \"image\" . ]] {\n group \"g\" {\n", "[[ if eq .x \"{\" ]]\ntask \"t{0}\" {\n driver = \"docker\"\n config { image = \"", "\" }\n}\n[[ end ]]\n", "}\n}\n"),
        ("terragrunt.hcl", "terraform { source = \"image\" }\ninputs = {\n", "i{0}_image = \"", "\"\ntags{0} = \"image = no:1\"\n", "}\n"),
        ("stage.tfvars", "region = \"image\"\n", "i{0} = { image = \"", "\", ami_image = \"ami-1\" }\n", ""),
        ("docker-bake.hcl", "group \"image\" { targets = [\"t\"] }\n", "target \"t{0}\" {\n tags = [\"no/image:1\"]\n contexts = { a = \"target:x\", base = \"docker-image://", "\" }\n}\n", ""),
        ("app.pkr.hcl", "build { sources = [\"image\"] }\n", "source \"qemu\" \"q{0}\" { image = \"no:1\" }\nsource \"docker\" \"d{0}\" {\n image = \"", "\"\n}\n", ""),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_is_found_and_nothing_else() =>
        Gen.Select(OneOf(Files), Image.Array[1, 6], OneOf(Comments).Array[6], Gen.Bool, Gen.Bool).Sample((file, images, comments, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write(file.Head);
            for (var i = 0; i < images.Length; i++)
                text.Write(comments[i]).Write(file.Before.Replace("{0}", $"{i}", StringComparison.Ordinal)).Image(images[i]).Write(file.Behind.Replace("{0}", $"{i}", StringComparison.Ordinal));
            text.Write(file.Tail);
            Assert.Equal(text.Places, text.Scan(file.Name));
        }, iter: 500);
}
