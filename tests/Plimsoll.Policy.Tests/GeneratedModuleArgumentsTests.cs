using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Arguments of modules and values of releases written at random with known images at known places: exactly those are found.</summary>
public class GeneratedModuleArgumentsTests
{
    private static readonly Gen<string> Image = OneOf("nginx:1.27.3", "reg:5000/nginx", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "redis:7-alpine");

    private static readonly string[] Noise =
    [
        "", "# image = \"no:1\"\n", "/* image = \"no:1\"\n} */\n", "# é😀\n", "ami_image{0} = \"ami-0abc\"\n", "tags{0} = \"image = no:1\"\n",
        "os_image{0} = \"debian-cloud/debian-12\"\n", "labels = { image = \"no:1\" }\n", "text{0} = <<EOT\nimage = \"no:1\"\nEOT\n",
    ];

    // What stands before and behind an image.
    private static readonly (string Before, string Behind)[] Places =
    [
        ("i{0}_image = \"", "\"\n"),
        ("i{0}_image_uri   =  \"", "\" # why\n"),
        ("containers{0} = [{ name = \"image\", image = \"", "\" }]\n"),
        ("definitions{0} = jsonencode({ app = {\n image = \"", "\"\n} })\n"),
        ("release{0} = { values = [yamlencode({ web = { image = \"", "\" } })] }\n"),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_is_found_and_nothing_else() =>
        Gen.Select(Image.Array[1, 8], OneOf(Places).Array[8], OneOf(Noise).Array[8], Gen.Bool, Gen.Bool).Sample((images, places, noise, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write("module \"m\" {\n  source = \"./image\"\n");
            for (var i = 0; i < images.Length; i++)
                text.Write(noise[i].Replace("{0}", $"{i}", StringComparison.Ordinal)).Write(places[i].Before.Replace("{0}", $"{i}", StringComparison.Ordinal)).Image(images[i]).Write(places[i].Behind);
            text.Write("}\n");
            Assert.Equal(text.Places, text.Scan("main.tf"));
        }, iter: 500);
}
