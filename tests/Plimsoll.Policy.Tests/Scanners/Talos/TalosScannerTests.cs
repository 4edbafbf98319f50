namespace Plimsoll.Policy.Tests.Scanners.Talos;

public class TalosScannerTests
{
    public static TheoryData<string, string> Places { get; } = new()
    {
        { "version: v1alpha1\nmachine:\n  install:\n    image: ghcr.io/siderolabs/installer:v1.7.5   # why\n    disk: /dev/sda\n  kubelet: {image: 'kubelet:v1.30.2'}\n", "ghcr.io/siderolabs/installer:v1.7.5@4:12-47 kubelet:v1.30.2@6:21-36" },
        { "machine: {pods: [{kind: Pod, spec: {containers: [{name: image, image: a}]}}], install: {disk: x}}\n", "a@1:71-72" },
        { "cluster:\n  apiServer: {image: a:1}\n  etcd:\n    image: b\n  network: {image: no:1}\n  coreDNS: {image: \"c:3\"}\n", "a:1@2:22-25 b@4:12-13 c:3@6:21-24" },
        { "cluster:\n  etcd: {advertisedSubnets: []}\n  inlineManifests:\n  - name: web\n    contents: |\n      kind: Pod\n      spec: {containers: [{image: a:1}]}\n", "a:1@7:35-38" },
        { "machine: {type: worker}\nimage: a:1\n", "" },
        { "cluster: {name: x, image: a:1}\n", "" },
        { "version: v1alpha1\nservices: {image: a:1}\n", "" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("controlplane.yaml", text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("patch.yml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
