using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>Terraform and OpenTofu in JSON: <c>*.tf.json</c>, <c>*.tofu.json</c>.</summary>
internal sealed class TerraformJsonScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) => IsName(file.Name) && (content.Has("resource"u8) || content.Has("data"u8) || content.Has("module"u8));

    public override bool Recognises(SourceNode node, ScanContext context) => node is SourceMapping && IsName(context.File.Name);

    public override void Scan(SourceNode node, ScanContext context) =>
        TerraformImages.Scan(new TerraformFile(context.File.FullPath, context.Source, (SourceMapping)node), context);

    private static bool IsName(string name) =>
        name.EndsWith(".tf.json", StringComparison.Ordinal) || name.EndsWith(".tofu.json", StringComparison.Ordinal);
}
