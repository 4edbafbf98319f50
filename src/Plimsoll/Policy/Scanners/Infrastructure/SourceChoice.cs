namespace Plimsoll.Policy.Scanners.Infrastructure;

/// <summary>What a condition decides between; any of them may take effect.</summary>
internal sealed class SourceChoice(IReadOnlyList<SourceNode> options) : SourceNode
{
    public IReadOnlyList<SourceNode> Options { get; } = options;
}
