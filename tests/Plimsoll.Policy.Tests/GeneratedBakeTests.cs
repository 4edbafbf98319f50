using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Targets of bake written at random with known images at known places: exactly those are found.</summary>
public class GeneratedBakeTests
{
    private static readonly Gen<string> Image = OneOf("acme/nginx:1.27.3", "reg:5000/nginx:2", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    // A file, what it starts and ends with, and what may stand around each image.
    private static readonly (string Name, string Head, string Tail, (string Before, string Behind)[] Places)[] Files =
    [
        ("docker-bake.json", "{\"group\": {\"image\": {\"targets\": [\"a/b:1\"]}}, \"target\": {\"first\": {}\n", "}}\n",
        [
            (", \"t{0}\": {\"tags\": [\"no/image:1\"], \"contexts\": {\"x\": \"target:y\", \"base\": \"docker-image://", "\"}}\n"),
            (", \"t{0}\": {\"args\": {\"NAME\": \"no/image:2\", \"V\": \"1.2\", \"BASE\": \"", "\"}, \"tags\": [\"no/image:1\"]}\n"),
            (", \"t{0}\": {\"dockerfile-inline\": \"# FROM no:1\\nFROM ", " AS x\\nFROM x\\n\", \"output\": [\"type=image,name=no:1\"]}\n"),
        ]),
        ("docker-bake.hcl", "# target \"x\" { args = { A = \"no/no:1\" } }\n", "variable \"image\" { default = \"no/no:1\" }\n",
        [
            ("target \"t{0}\" {\n tags = [\"no/image:1\"]\n contexts = { base = \"docker-image://", "\" }\n}\n"),
            ("target \"t{0}\" {\n args = {\n  NAME = \"no/image:2\" // é😀\n  BASE = \"", "\"\n }\n tags = [\"no/image\"]\n}\n"),
            ("target \"t{0}\" {\n dockerfile-inline = <<EOT\n# FROM no:1\nFROM ", " AS x\nFROM x\nEOT\n}\n"),
            ("target \"t{0}\" {\n dockerfile-inline = \"FROM ", "\\nRUN echo \\\"FROM no:1\\\"\"\n}\n"),
        ]),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_is_found_and_nothing_else() =>
        Gen.Select(OneOf(Files), Image.Array[1, 6], Gen.Int[0, 100].Array[6], Gen.Bool, Gen.Bool).Sample((file, images, places, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write(file.Head);
            for (var i = 0; i < images.Length; i++)
            {
                var (before, behind) = file.Places[places[i] % file.Places.Length];
                text.Write(before.Replace("{0}", $"{i}", StringComparison.Ordinal)).Image(images[i]).Write(behind);
            }

            text.Write(file.Tail);
            Assert.Equal(text.Places, text.Scan(file.Name));
        }, iter: 500);
}
