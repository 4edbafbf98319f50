using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>What cloud-init writes to machines, written at random with known images at known places.</summary>
public class GeneratedCloudInitTests
{
    // What stands before the image in each file; # is the indentation.
    private static readonly (string Path, string Before)[] Files =
    [
        ("/etc/kubernetes/manifests/web.yaml", "#apiVersion: v1\n#kind: Pod\n#metadata: {annotations: {image: 'x:1'}}\n#spec:\n#  containers:\n#  - name: web\n#    image: "),
        ("/srv/compose.yaml", "#services:\n#  web:\n#    build: {dockerfile: image}\n#  job:\n#    image: "),
        ("/var/lib/rancher/k3s/server/manifests/release.yaml", "#apiVersion: helm.toolkit.fluxcd.io/v2\n#kind: HelmRelease\n#spec:\n#  values:\n#    image: "),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_a_file_that_is_written_is_found_and_nothing_else()
    {
        var file = Gen.Select(OneOf("nginx", "a/b", "reg:5000/x"), OneOf("latest", "1.27.3"), Gen.Int[0, 6], Gen.Int[2, 5], OneOf("|", "|-", "|+"), OneOf("", "# image: x:1", "# é😀"), Gen.Select(OneOf(Files), Gen.Bool));
        Gen.Select(file.Array[1, 5], Gen.Bool, Gen.Bool).Sample((files, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("#cloud-config\nimage: ubuntu\npackages: [docker.io]\nwrite_files:\n- {path: /etc/motd, content: 'image: x:1'}\n- path: /etc/issue\n  content: |\n    image: x:1\n");
            foreach (var (repository, tag, style, indent, header, noise, ((path, before), isPathFirst)) in files)
            {
                var inner = "  " + new string(' ', indent);
                writer.Write(isPathFirst ? $"- path: {path} {noise}\n  content: {header}\n" : $"- owner: root:root\n  content: {header}\n")
                    .Write(before.Replace("#", inner, StringComparison.Ordinal)).Value($"{repository}:{tag}", style, inner + "    ", noise);
                if (!isPathFirst)
                    writer.Write($"  permissions: '0644'\n  path: \"{path}\"\n");
            }

            Assert.Equal(writer.Places, writer.Scan("user-data.yaml"));
        });
    }
}
