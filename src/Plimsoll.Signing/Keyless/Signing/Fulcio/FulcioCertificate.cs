namespace Plimsoll.Signing.Keyless.Signing.Fulcio;

/// <summary>A certificate that was issued.</summary>
/// <param name="Chain">It and those above it.</param>
internal sealed record FulcioCertificate(FulcioChain Chain);
