namespace Plimsoll.Signing.Keyless.Signing.Fulcio;

/// <summary>Certificates in PEM.</summary>
/// <param name="Certificates">That of the key first, then those above it.</param>
internal sealed record FulcioChain(IReadOnlyList<string> Certificates);
