using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Manifests of Aspire written at random with known images at known places: exactly those are found.</summary>
public class GeneratedAspireManifestsTests
{
    private static readonly Gen<string> Image = OneOf("nginx", "acme/nginx:1.27.3", "reg:5000/nginx:2", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private static readonly (string Before, string Behind)[] Resources =
    [
        (", \"r{0}\": {\"type\": \"container.v0\", \"args\": [\"no:1\"], \"image\": \"", "\", \"env\": {\"image\": \"no:1\"}}\n"),
        (",\n  \"r{0}\": {\n    \"image\": \"", "\",\n    \"type\": \"container.v1\"\n  }\n"),
        (", \"b{0}\": {\"type\": \"container.v1\", \"build\": {}, \"image\": \"no:1\"}, \"p{0}\": {\"type\": \"project.v1\"}, \"r{0}\": {\"type\": \"container.v1\", \"image\": \"", "\"}\n"),
        (", \"r{0}\": {\"type\": \"container.v0\", \"image\": \"{p{0}.value}\"}, \"p{0}\": {\"type\": \"parameter.v0\", \"inputs\": {}, \"value\": \"", "\"}\n"),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_is_found_and_nothing_else() =>
        Gen.Select(OneOf(Resources).Array[1, 6], Image.Array[6], Gen.Bool, Gen.Bool).Sample((resources, images, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write("{\"resources\": {\"first\": {\"type\": \"container.v0\"}\n");
            for (var i = 0; i < resources.Length; i++)
                text.Write(resources[i].Before.Replace("{0}", $"{i}", StringComparison.Ordinal)).Image(images[i]).Write(resources[i].Behind);
            text.Write("}}\n");
            Assert.Equal(text.Places, text.Scan("aspire-manifest.json"));
        }, iter: 500);
}
