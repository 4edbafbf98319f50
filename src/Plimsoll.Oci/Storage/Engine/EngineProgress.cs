namespace Plimsoll.Oci.Storage.Engine;

/// <summary>One report of a push by an engine.</summary>
/// <param name="Layer">The layer's short ID, or empty for a report on the whole push.</param>
/// <param name="Status">What happens, in the engine's words, made safe for a terminal: <c>Pushing</c>, <c>Layer already exists</c>.</param>
/// <param name="Current">The bytes done so far, or <c>null</c> where the engine does not count.</param>
/// <param name="Total">The bytes in all, or <c>null</c> where the engine does not know.</param>
public sealed record EngineProgress(string Layer, string Status, long? Current, long? Total);
