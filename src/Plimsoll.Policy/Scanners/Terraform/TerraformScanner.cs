namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>
/// Terraform and OpenTofu: <c>*.tf</c>, <c>*.tofu</c>, and <c>*.tfvars</c> that are passed by name; those that are loaded with their folder
/// count where a variable is used.
/// </summary>
internal sealed class TerraformScanner : TextScanner
{
    public override bool Recognises(string path) =>
        path.EndsWith(".tf", StringComparison.Ordinal) || path.EndsWith(".tofu", StringComparison.Ordinal) || (path.EndsWith(".tfvars", StringComparison.Ordinal) && !TerraformFolders.IsAutomatic(path));

    public override bool MayScan(ReadOnlySpan<byte> content) =>
        content.IndexOf("mage"u8) >= 0 || content.IndexOf("resource"u8) >= 0 || content.IndexOf("module"u8) >= 0 || content.IndexOf("data"u8) >= 0;

    public override void Scan(ScanContext context, CancellationToken cancellationToken)
    {
        if (context.File.Name.EndsWith(".tfvars", StringComparison.Ordinal))
        {
            var values = TerraformFile.Parse(context.File.FullPath, context.Source);
            TerraformImages.ScanArguments(values.Root, values, context);
        }
        else if (TerraformImages.MayHave(context.Source.Text))
            TerraformImages.Scan(TerraformFile.Parse(context.File.FullPath, context.Source), context);
    }
}
