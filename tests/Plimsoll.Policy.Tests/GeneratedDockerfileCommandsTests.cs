using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Dockerfiles written at random with known images in their commands: the scanners find exactly those.</summary>
public class GeneratedDockerfileCommandsTests
{
    private static readonly string[] Images = ["nginx", "nginx:1.27.3", "reg:5000/nginx", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "redis:7-alpine"];

    // What stands before and behind an image; {0} is a number of its own.
    private static readonly (string Before, string Behind)[] Places =
    [
        ("RUN docker pull ", "\n"),
        ("RUN --mount=type=cache,target=/x --network=host set -e; \\\n  # docker pull no:1\n\n  podman pull ", " && \\\n  true\n"),
        ("ONBUILD RUN true \\\n  && skopeo copy docker://", " oci:/x\n"),
        ("RUN [\"docker\", \"pull\", \"", "\"]\n"),
        ("CMD [ \"sh\", \"-ec\", \"cd /x && docker run ", " sh\" ]\n"),
        ("HEALTHCHECK --interval=5m CMD docker run '", "' || exit 1\n"),
        ("RUN <<EOF\n# docker pull no:1\ndocker pull \"", "\"\nEOF\n"),
        ("RUN bash -e <<-'E F'\n\tif crane pull ", " x; then true; fi\n\tE F\n"),
        ("ENV I{0}=", " J=docker\nRUN docker pull $I{0}\n"),
        ("ARG I{0}=\"", "\"\nRUN [\"bash\", \"-c\", \"docker pull ${I{0}}\"]\n"),
        ("RUN I=", "; docker pull $I\n"),
    ];

    private static readonly string[] Noise =
    [
        "", "# RUN docker pull no:1\n", "RUN echo \"docker pull no:1\" # é😀\n", "COPY <<EOF /x\nRUN docker pull no:1\nEOF\n", "RUN cat <<EOF > /x\ndocker pull no:1\nEOF\n", "LABEL x=\"docker pull no:1\"\n", "RUN docker build -t no:1 .\n",
        "RUN [\"echo\", \"docker pull no:1\"]\n", "FROM scratch\n", "RUN apk add docker \\\n  podman\n", "SHELL [\"/bin/sh\", \"-c\"]\n", "RUN <<EOF\n#!/usr/bin/python3\n# docker pull no:1\nEOF\n",
    ];

    [Fact]
    public void Every_image_of_a_Dockerfiles_commands_is_found_and_nothing_else() =>
        Gen.Select(Gen.Int[0, Images.Length - 1].Array[1, 6], Gen.Int[0, Places.Length - 1].Array[6], Gen.Int[0, Noise.Length - 1].Array[6], Gen.Bool, Gen.Bool).Sample((images, places, noise, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write("FROM scratch\n");
            for (var i = 0; i < images.Length; i++)
            {
                var (before, behind) = Places[places[i]];
                text.Write(Noise[noise[i]]).Write(before.Replace("{0}", $"{i}", StringComparison.Ordinal)).Image(Images[images[i]]).Write(behind.Replace("{0}", $"{i}", StringComparison.Ordinal));
            }

            Assert.Equal(text.Places, text.Scan("Dockerfile"));
        }, iter: 1_000);
}
