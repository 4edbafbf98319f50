using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Custom resources written at random, with known images at known places among texts that only look alike.</summary>
public class GeneratedCustomResourcesTests
{
    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_a_custom_resource_is_found_and_nothing_else()
    {
        var noise = OneOf("", "# image: x:1", "# é😀");
        var field = Gen.Select(OneOf("nginx", "a/b", "reg:5000/x", "ghcr.io/acme/app"), OneOf("latest", "1.27.3", "v1-alpine"), Gen.Int[0, 6], OneOf("image", "jobImage", "imageName", "dockerImage", "parts", "known"), noise);
        Gen.Select(field.Array[1, 6], Gen.Bool, Gen.Bool).Sample((fields, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns);
            foreach (var (repository, tag, style, key, comment) in fields)
            {
                var isKnown = key == "known";
                writer.Write(isKnown ? "apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\n" : "apiVersion: shop.example/v1\nkind: Shop\n")
                    .Write("metadata:\n  labels: {image: 'x:1'}\n  annotations: {image: 'x:1'}\nspec:\n  logoImage: a.png\n  useImage: true\n  bootImage: plain\n");
                if (key == "parts")
                    writer.Write($"  image:\n    repository: {repository}\n    pullPolicy: Always\n    tag: ").Quoted(tag, $"{repository}:{tag}", style % 5).Write($" {comment}\n");
                else
                    writer.Write($"  {(isKnown ? "imageName" : key)}: ").Value(isKnown && style == 0 ? repository : $"{repository}:{tag}", style, "  ", comment);
                writer.Write("  repository: https://x.example/a:1\n---\n");
            }

            Assert.Equal(writer.Places, writer.Scan("cr.yaml"));
        });
    }
}
