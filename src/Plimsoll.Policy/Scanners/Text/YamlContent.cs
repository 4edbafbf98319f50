namespace Plimsoll.Policy.Scanners.Text;

/// <summary>What could be read of a YAML stream.</summary>
/// <param name="Documents">The complete documents, before and behind those that could not be read.</param>
/// <param name="Error">Why the first of the others could not be read, as a clause, or <c>null</c> where all could.</param>
/// <param name="ErrorOffset">Where reading it stopped.</param>
internal sealed record YamlContent(IReadOnlyList<SourceNode> Documents, string? Error, int ErrorOffset);
