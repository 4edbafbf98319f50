namespace Plimsoll.Policy.Scanners.Text;

/// <summary>A file that another one refers to, read and parsed.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="Source">Its text, with the path that reports use.</param>
/// <param name="Content">What could be read of it as YAML or JSON.</param>
internal sealed record SourceFile(string FullPath, SourceText Source, YamlContent Content)
{
    /// <summary>The first document where it is a mapping.</summary>
    public SourceMapping? Root => Content.Documents.Count > 0 ? Content.Documents[0] as SourceMapping : null;
}
