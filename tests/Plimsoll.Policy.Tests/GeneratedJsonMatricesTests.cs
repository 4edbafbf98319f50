using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Workflows written at random whose matrices are literal JSON with known images: exactly those are found.</summary>
public class GeneratedJsonMatricesTests
{
    private static readonly Gen<string> Image = OneOf("nginx", "acme/nginx:1.27.3", "reg:5000/nginx:2", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    // What stands before, between and behind the images of a job, and how the job runs them.
    private static readonly (string Before, string Between, string Behind)[] Matrices =
    [
        ("image: ${{ fromJSON('[\"", "\",\"", "\"]') }}"),
        ("name: ['no:1']\n        include: ${{ fromJSON('[{\"name\":\"no:1\",\"image\":\"", "\"}, {\"name\":\"it''s\",\"image\":\"", "\"}]') }}"),
        ("image: >-\n          ${{ fromJson( '[ \"", "\" , \"", "\" ]' ) }}"),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_is_found_and_nothing_else() =>
        Gen.Select(OneOf(Matrices), Image.Array[1, 5], Gen.Bool, Gen.Bool).Sample((matrix, images, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write("on: push\njobs:\n  image:\n    runs-on: x # no:1\n    strategy:\n      matrix:\n        ").Write(matrix.Before);
            for (var i = 0; i < images.Length; i++)
                text.Write(i == 0 ? "" : matrix.Between).Image(images[i]);
            text.Write(matrix.Behind).Write("\n    container: ${{ matrix.image }}\n");
            Assert.Equal(text.Places, text.Scan(".github/workflows/ci.yml"));
        }, iter: 500);
}
