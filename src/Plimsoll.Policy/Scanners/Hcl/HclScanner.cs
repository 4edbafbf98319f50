using Plimsoll.Policy.Scanners.Bake;
using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Nomad;
using Plimsoll.Policy.Scanners.Packer;
using Plimsoll.Policy.Scanners.Terraform;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Hcl;

/// <summary>Files <c>*.hcl</c>, which many tools have: jobs of Nomad, inputs of Terragrunt, targets of bake and templates of Packer, told by their blocks.</summary>
internal sealed class HclScanner : TextScanner
{
    public override bool Recognises(string path) => path.EndsWith(".hcl", StringComparison.Ordinal);

    public override bool MayScan(ReadOnlySpan<byte> content) => content.IndexOf("image"u8) >= 0 || BakeImages.MayBeIn(content);

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        var root = NomadTemplate.Read(context.Source.Text);
        if (FileValues.Blocks(root, "job").Any(job => job["group"] is SourceMapping || job["task"] is SourceMapping))
        {
            NomadImages.Scan(root, context, FileKinds.Nomad);
            return;
        }

        root = DeclarationReader.Read(context.Source.Text, 0, context.Source.Text.Length);
        BakeImages.Scan(root, context);
        PackerImages.Scan(root, context);
        if (root["inputs"] is SourceMapping inputs)
            TerraformImages.ScanArguments(inputs, new TerraformFile(context.File.FullPath, context.Source, root), context);
    }
}
