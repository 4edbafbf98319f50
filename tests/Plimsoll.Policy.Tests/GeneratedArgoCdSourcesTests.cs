using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Overrides of Argo CD's sources, written at random with known images at known places.</summary>
public class GeneratedArgoCdSourcesTests
{
    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_is_found_and_nothing_else()
    {
        var image = Gen.Select(OneOf("a", "r.io/b", "reg:5000/c/d"), OneOf("latest", "1.2.3"), OneOf("", "x=", "r.io/y="), Gen.Int[0, 2], OneOf("", "# x:1"));
        Gen.Select(image.Array[1, 6], Gen.Bool, Gen.Bool).Sample((images, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("# image: x:1\nkustomize:\n  namePrefix: a:1\n  images:\n");
            foreach (var (repository, tag, name, style, noise) in images)
            {
                var quote = style switch { 1 => "'", 2 => "\"", _ => "" };
                writer.Write($"  - {quote}{name}").Image($"{repository}:{tag}").Write($"{quote} {noise}\n");
            }

            Assert.Equal(writer.Places, writer.Scan(".argocd-source-shop.yaml"));
        });
    }
}
