using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Files of build tools written at random with known images at known places: the scanners find exactly those.</summary>
public class GeneratedBuildFilesTests
{
    private static readonly Gen<string> Image = OneOf("nginx", "nginx:1.27.3", "reg:5000/nginx", "ghcr.io/acme/app:latest", "redis:7-alpine", "localhost/x:a1b2c3d");

    // What stands before the images, around each, and behind them.
    private static readonly (string Name, string Head, string Before, string After)[] Files =
    [
        (".buildkite/pipeline.yml", "env: {image: no:1}\nsteps:\n", "- label: docker run no:1\n  plugins:\n  - docker#v5.12.0:\n      image: ", "\n      environment: [image]\n"),
        (".buildkite/x/release.yaml", "steps:\n", "- wait\n- image: ", "\n  command: echo docker run no:1\n"),
        ("MODULE.bazel", "module(name = \"image\")  # oci.pull(image = \"no:1\")\n", "oci.pull(\n    name = \"x{0}\",\n    # image = \"no:1\",\n    image = \"", "\",\n    platforms = [\"linux/amd64\", \"(\"],\n)\n"),
        ("Earthfile", "VERSION 0.8\n", "x{0}:\n    # FROM no:1\n    FROM ", "\n    RUN docker run no:1\n    COPY +y/z .\n"),
        ("sub/Earthfile", "VERSION 0.8\nx:\n", "    WITH DOCKER --compose x.yml \\\n        --pull ", "\n        RUN docker run no:1\n    END\n"),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_a_build_file_is_found_and_nothing_else() =>
        Gen.Select(OneOf(Files), Image.Array[1, 8], Gen.Bool, Gen.Bool).Sample((file, images, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write(file.Head);
            for (var i = 0; i < images.Length; i++)
                text.Write(file.Before.Replace("{0}", $"{i}", StringComparison.Ordinal)).Image(images[i]).Write(file.After);
            Assert.Equal(text.Places, text.Scan(file.Name));
        }, iter: 500);
}
