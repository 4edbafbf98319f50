using System.Text;
using Plimsoll.Signing.Keyless.Logs;
using Plimsoll.Testing.Sigstore;

namespace Plimsoll.Signing.Tests.Keyless.Logs;

public class MerkleProofTests
{
    /// <summary>Trees of each size to 33, each entry in each, by a tree that is computed as RFC 6962 defines it.</summary>
    [Fact]
    public void Each_entry_leads_to_the_root_from_its_place_only()
    {
        var tree = new MerkleTree();
        for (var size = 1; size <= 33; size++)
        {
            tree.Add(Entry(size - 1));
            for (var index = 0; index < size; index++)
            {
                var path = tree.Prove(index).Select(hash => (ReadOnlyMemory<byte>)hash).ToList();

                Assert.Equal(tree.Root, MerkleProof.ComputeRoot(Entry(index), index, size, path));
                Assert.NotEqual(tree.Root, MerkleProof.ComputeRoot(Entry(index), index + 1, size, path));
                Assert.NotEqual(tree.Root, MerkleProof.ComputeRoot(Entry(index), index - 1, size, path));
                Assert.NotEqual(tree.Root, MerkleProof.ComputeRoot(Entry(index + 1), index, size, path));
                Assert.NotEqual(tree.Root, MerkleProof.ComputeRoot(Entry(index), index, size, [.. path, path.Count > 0 ? path[0] : tree.Root]));
                if (path.Count > 0)
                    Assert.Null(MerkleProof.ComputeRoot(Entry(index), index, size, path[1..]));
            }
        }
    }

    [Fact]
    public void There_is_no_entry_outside_of_a_tree()
    {
        Assert.Null(MerkleProof.ComputeRoot(Entry(0), 0, 0, []));
        Assert.Null(MerkleProof.ComputeRoot(Entry(0), 1, 1, []));
        Assert.Null(MerkleProof.ComputeRoot(Entry(0), -1, 1, []));
        Assert.Null(MerkleProof.ComputeRoot(Entry(0), 0, long.MaxValue, []));
    }

    private static byte[] Entry(int number) => Encoding.UTF8.GetBytes($"entry {number}");
}
