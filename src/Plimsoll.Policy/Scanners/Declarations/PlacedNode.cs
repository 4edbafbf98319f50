using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Declarations;

/// <summary>A value and the file that it stands in.</summary>
internal readonly record struct PlacedNode(SourceNode Node, SourceText Source);
