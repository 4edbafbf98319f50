using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Declarations;

/// <summary>A value and the file that it stands in.</summary>
internal readonly record struct LocatedNode(SourceNode Node, SourceText Source);
