using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Services of the Serverless Framework, written at random with known images at known places.</summary>
public class GeneratedServerlessTests
{
    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_a_function_is_found_and_nothing_else()
    {
        var image = Gen.Select(OneOf("1.dkr.ecr.eu-west-1.amazonaws.com/a", "1.dkr.ecr.us-east-1.amazonaws.com/b/c"), OneOf("", ":latest", ":v1.30.0"), Gen.Int[0, 2], Gen.Int[0, 6], OneOf("", "# image: no:1", "# é😀"));
        Gen.Select(image.Array[1, 6], Gen.Bool, Gen.Bool).Sample((images, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("service: image\nprovider:\n  name: aws\n  environment: {IMAGE: 'no:1'}\n  ecr:\n    images:\n      own: {path: ., file: image}\n");
            foreach (var i in Enumerable.Range(0, images.Length).Where(i => images[i].Item3 == 0))
                writer.Write($"      named{i}:\n        uri: ").Value(images[i].Item1 + images[i].Item2, images[i].Item4, "        ", images[i].Item5);
            writer.Write("functions:\n  own: {image: own}\n");
            for (var i = 0; i < images.Length; i++)
            {
                var (repository, tag, place, style, noise) = images[i];
                if (place == 0)
                    writer.Write($"  f{i}:\n    image: named{i} {noise}\n");
                else
                    writer.Write(place == 1 ? $"  f{i}:\n    image: " : $"  f{i}:\n    image:\n      command: [image]\n      uri: ").Value(repository + tag, style, place == 1 ? "    " : "      ", noise);
            }

            Assert.Equal(writer.Places, writer.Scan("serverless.yml"));
        });
    }
}
