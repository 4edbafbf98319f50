using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Clusters of kind and k3d, written at random with known images at known places.</summary>
public class GeneratedLocalClustersTests
{
    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_a_local_cluster_is_found_and_nothing_else()
    {
        var node = Gen.Select(OneOf("kindest/node", "reg:5000/x", "node"), OneOf("", ":latest", ":v1.30.0"), Gen.Int[0, 6], OneOf("", "# image: x:1", "# é😀"));
        Gen.Select(node.Array[1, 5], Gen.Bool, Gen.Bool, Gen.Bool).Sample((nodes, isKind, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns);
            if (isKind)
                writer.Write("kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nname: image\nfeatureGates: {ImageVolume: true}\nnodes:\n");
            foreach (var (repository, tag, style, noise) in nodes)
            {
                writer.Write(isKind ? "- role: worker\n  labels: {image: 'x:1'}\n" : "apiVersion: k3d.io/v1alpha5\nkind: Simple\nvolumes: [{volume: '/x:/y'}]\n");
                writer.Write($"{(isKind ? "  " : "")}image: ").Value(repository + tag, style, isKind ? "  " : "", noise).Write(isKind ? "" : "---\n");
            }

            Assert.Equal(writer.Places, writer.Scan("cluster.yaml"));
        });
    }
}
