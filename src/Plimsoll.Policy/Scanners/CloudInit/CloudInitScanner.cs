using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CloudInit;

/// <summary>What cloud-init writes to a machine: each of its <c>write_files</c> is read as the file that it becomes.</summary>
internal sealed class CloudInitScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) => content.Has("write_files"u8);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && document["write_files"] is SourceSequence files
        && files.Items.OfType<SourceMapping>().Any(file => file.Scalar("path") is not null && file.Scalar("content") is not null);

    public override void Scan(SourceNode node, ScanContext context) => EmbeddedDocuments.Scan(((SourceMapping)node)["write_files"]!, context);
}
