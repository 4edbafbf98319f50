namespace Plimsoll.Signing.Bundles;

/// <summary>The state of a log, signed by it.</summary>
/// <param name="Envelope">The signed note: name, size and root of the tree, then signatures.</param>
internal sealed record Checkpoint(string Envelope);
