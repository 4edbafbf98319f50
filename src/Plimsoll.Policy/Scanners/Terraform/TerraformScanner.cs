namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>Terraform and OpenTofu: <c>*.tf</c>, <c>*.tofu</c>.</summary>
internal sealed class TerraformScanner : TextScanner
{
    public override bool Recognises(string path) =>
        path.EndsWith(".tf", StringComparison.Ordinal) || path.EndsWith(".tofu", StringComparison.Ordinal);

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        if (TerraformImages.MayHave(context.Source.Text))
            TerraformImages.Scan(TerraformFile.Parse(context.File.FullPath, context.Source), context);
    }
}
