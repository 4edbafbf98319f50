using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitOps;

/// <summary>The parts of a document that have been read: aliases lead to the same one many times.</summary>
internal sealed class VisitedNodes
{
    private readonly HashSet<SourceNode> _parts = [];

    /// <summary>The Helm values that have been read.</summary>
    public VisitedHelmValues Values { get; } = new();

    /// <summary>Whether the part is to be read, which is the case once.</summary>
    public bool Add(SourceNode part) => _parts.Add(part);
}
