using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Steps of workflows written at random whose actions take known images: exactly those are found.</summary>
public class GeneratedActionInputsTests
{
    private static readonly Gen<string> Image = OneOf("acme/nginx:1.27.3", "reg:5000/nginx:2", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    // What may stand around an image.
    private static readonly (string Before, string Behind)[] Steps =
    [
        ("      - uses: docker/build-push-action@v6\n        with:\n          tags: no/image:1\n          build-contexts: |\n            src=../image:1\n            base=docker-image://", "\n            other=target:x\n"),
        ("      - uses: docker/setup-buildx-action@v3\n        with:\n          driver-opts: network=host,image=", "\n"),
        ("      - uses: azure/webapps-deploy@v3 # image: no:1\n        with: { app-name: image, images: '", "' }\n"),
        ("      - name: 'image: no:1'\n        uses: google-github-actions/deploy-cloudrun@v2\n        with:\n          service: no/image:2\n          image: \"", "\"\n"),
        ("      - uses: google-github-actions/create-cloud-deploy-release@v1\n        with:\n          images: |\n            web=", "\n"),
        ("      - uses: acme/unknown@v1\n        with: { build-contexts: 'x=docker-image://no:1' }\n      - run: docker buildx build --build-context x=docker-image://", " --build-context y=./no:1 .\n"),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_is_found_and_nothing_else() =>
        Gen.Select(OneOf(Steps).Array[1, 6], Image.Array[6], Gen.Bool, Gen.Bool).Sample((steps, images, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write("on: push\njobs:\n  image:\n    runs-on: x\n    steps:\n");
            for (var i = 0; i < steps.Length; i++)
                text.Write(steps[i].Before).Image(images[i]).Write(steps[i].Behind);
            Assert.Equal(text.Places, text.Scan(".github/workflows/ci.yml"));
        }, iter: 500);
}
