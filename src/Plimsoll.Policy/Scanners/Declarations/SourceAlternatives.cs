using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Declarations;

/// <summary>What conditions decide between; any of the options may take effect, and none is a choice itself.</summary>
internal sealed class SourceAlternatives(IEnumerable<SourceNode> options) : SourceNode
{
    public IReadOnlyList<SourceNode> Options { get; } = [.. options.SelectMany(option => option is SourceAlternatives choice ? choice.Options : [option])];
}
