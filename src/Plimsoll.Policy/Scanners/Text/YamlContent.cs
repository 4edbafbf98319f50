namespace Plimsoll.Policy.Scanners.Text;

/// <summary>What could be read of a YAML stream: the complete documents before the first error, and the error.</summary>
internal sealed record YamlContent(IReadOnlyList<SourceNode> Documents, string? Error, int ErrorOffset);
