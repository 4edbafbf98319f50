namespace Plimsoll.Policy.Tests.Scanners.CustomResources;

public class LocalClusterTests
{
    // The name of a file, its text, the images with line and columns.
    public static TheoryData<string, string, string> Places { get; } = new()
    {
        { "kind.yaml", "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n- role: worker\n  image: kindest/node:v1.29.0\n- image: node\n", "kindest/node:v1.29.0@5:10-30 node@6:10-14" },
        { "kind.yaml", "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nkubeadmConfigPatches:\n- |\n  kind: ClusterConfiguration\n  apiVersion: kubeadm.k8s.io/v1beta3\n  dns: {imageRepository: r.io/x, imageTag: v1.11.1}\n", "r.io/x/coredns:v1.11.1@7:44-51" },
        { "k3d.yaml", "apiVersion: k3d.io/v1alpha5\nkind: Simple\nimage: rancher/k3s:v1.30.0-k3s1\nregistries:\n  create: {image: 'registry:2'}\n", "rancher/k3s:v1.30.0-k3s1@3:8-32 registry:2@5:20-30" },
        { "k3d.yaml", "apiVersion: k3d.io/v1alpha5\nkind: Simple\nimage: +stable\n", "" },
        { "ctlptl.yaml", "apiVersion: ctlptl.dev/v1alpha1\nkind: Cluster\nproduct: kind\nkindV1Alpha4Cluster: {nodes: [{image: node}]}\n---\napiVersion: ctlptl.dev/v1alpha1\nkind: Registry\nimage: registry:2\n", "node@4:39-43 registry:2@8:8-18" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Images_of_local_clusters_are_found_at_their_tokens(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
