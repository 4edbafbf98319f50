using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>A file of Terraform, read and parsed.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="Source">Its text, with the path that reports use.</param>
/// <param name="Root">What it holds.</param>
internal sealed record TerraformFile(string FullPath, SourceText Source, SourceMapping Root)
{
    /// <summary>Whether it only gives values to variables.</summary>
    public bool IsValues => FullPath.EndsWith(".tfvars", StringComparison.Ordinal) || FullPath.EndsWith(".tfvars.json", StringComparison.Ordinal);

    /// <summary>Parses a file by its name: JSON, or HCL.</summary>
    public static TerraformFile Parse(string fullPath, SourceText source) =>
        new(fullPath, source, fullPath.EndsWith(".json", StringComparison.Ordinal)
            ? YamlReader.Read(JsonComments.Without(source.Text, source.Name), CancellationToken.None).Documents is [SourceMapping root, ..] ? root : new SourceMapping()
            : DeclarationReader.Read(source.Text, 0, source.Text.Length));
}
