using Plimsoll.Policy.Scanners.CustomResources;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Talos;

/// <summary>
/// Machine configurations of Talos, whole or as patches: the installer, the kubelet, the parts of the control plane, static Pods,
/// and manifests as text.
/// </summary>
internal sealed class TalosScanner : DocumentScanner
{
    private static readonly ResourceField[] Fields =
    [
        new("", "*", "machine.install.image") { FileKind = FileKinds.Talos },
        new("", "*", "machine.kubelet.image") { FileKind = FileKinds.Talos },
        new("", "*", "machine.pods.*.spec.**.image") { FileKind = FileKinds.Talos },
        .. ((string[])["apiServer", "controllerManager", "scheduler", "proxy", "etcd", "coreDNS"]).Select(part => new ResourceField("", "*", $"cluster.{part}.image") { FileKind = FileKinds.Talos }),
    ];

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.HasImage && (content.Has("machine"u8) || content.Has("cluster"u8));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document && document["kind"] is null && document["apiVersion"] is null && IsTalos(document);

    public override void Scan(SourceNode node, ScanContext context)
    {
        foreach (var image in ResourceImages.At(Fields, (SourceMapping)node, context.Source))
            context.Add(image);
        EmbeddedDocuments.Scan(node, context);
    }

    /// <summary>A whole configuration says its version; a patch has nothing but keys of Talos.</summary>
    private static bool IsTalos(SourceMapping document)
    {
        var (machine, cluster) = (document["machine"] as SourceMapping, document["cluster"] as SourceMapping);
        if (document.Scalar("version")?.Value == "v1alpha1" && (machine ?? cluster) is not null)
            return true;

        return document.Effective().All(entry => entry.Key.Value is "machine" or "cluster")
            && (machine?["install"] is SourceMapping || machine?["kubelet"] is SourceMapping || cluster?["apiServer"] is SourceMapping || cluster?["etcd"] is SourceMapping || cluster?["proxy"] is SourceMapping || cluster?["coreDNS"] is SourceMapping);
    }
}
