using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Machine configurations of Talos, written at random with known images at known places.</summary>
public class GeneratedTalosTests
{
    private static readonly string[] Parts = ["apiServer", "controllerManager", "scheduler", "proxy", "etcd", "coreDNS"];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_a_machine_is_found_and_nothing_else()
    {
        var image = Gen.Select(OneOf("installer", "ghcr.io/a/b", "reg:5000/x"), OneOf("", ":latest", ":v1.30.0"), Gen.Int[0, 6], OneOf("", "# image: x:1", "# é😀"));
        Gen.Select(image.Array[2, 6], Gen.Bool, Gen.Bool).Sample((images, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("version: v1alpha1\nmachine:\n  nodeLabels: {image: 'x:1'}\n");
            for (var i = 0; i < images.Length; i++)
            {
                var (repository, tag, style, noise) = images[i];
                writer.Write(i switch { 0 => "  install:\n    image: ", 1 => "  kubelet:\n    image: ", 2 => "cluster:\n  apiServer:\n    image: ", _ => $"  {Parts[i - 2]}:\n    extraArgs: {{image: 'x:1'}}\n    image: " })
                    .Value(repository + tag, style, "    ", noise);
            }

            Assert.Equal(writer.Places, writer.Scan("worker.yaml"));
        });
    }
}
