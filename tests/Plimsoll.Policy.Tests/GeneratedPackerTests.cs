using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Templates of Packer in JSON written at random with known images at known places: exactly those are found.</summary>
public class GeneratedPackerTests
{
    private static readonly Gen<string> Image = OneOf("nginx", "acme/nginx:1.27.3", "reg:5000/nginx:2", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private static readonly (string Before, string Behind)[] Builders =
    [
        (", {\"type\": \"docker\", \"changes\": [\"LABEL image=no:1\"], \"image\": \"", "\"}\n"),
        (",\n  {\n    \"image\": \"", "\",\n    \"type\": \"docker\"\n  }\n"),
        (", {\"type\": \"qemu\", \"image\": \"no:1\"}, {\"type\": \"docker\", \"name\": \"{{user `image`}}\", \"image\": \"", "\"}\n"),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_is_found_and_nothing_else() =>
        Gen.Select(OneOf(Builders).Array[1, 6], Image.Array[7], Gen.Bool, Gen.Bool).Sample((builders, images, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write("{\"variables\": {\"image\": \"no:1\", \"base\": \"").Image(images[6]).Write("\"},\n\"builders\": [{\"type\": \"docker\", \"image\": \"{{user `base`}}\"}\n");
            for (var i = 0; i < builders.Length; i++)
                text.Write(builders[i].Before).Image(images[i]).Write(builders[i].Behind);
            text.Write("], \"post-processors\": [{\"type\": \"docker-tag\", \"repository\": \"no/image\", \"tag\": \"1\"}]}\n");
            Assert.Equal(text.Places, text.Scan("template.json"));
        }, iter: 500);
}
