namespace Plimsoll.Oci.Storage.Engine;

/// <summary>
/// A registry refused an engine's manifest for blobs that the engine had just brought: another publisher was writing the same
/// tag, which some registries show half written. A further attempt finds it whole.
/// </summary>
/// <param name="message">What failed.</param>
internal sealed class HalfWrittenException(string message) : PlimsollException(ErrorKind.Transport, message, "Push again: another publisher wrote the same tag at that moment.");
