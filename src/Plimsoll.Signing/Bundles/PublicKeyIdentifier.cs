namespace Plimsoll.Signing.Bundles;

/// <summary>Names the key that signed.</summary>
/// <param name="Hint">The key's hint, see <see cref="Keys.PublicKey.Hint"/>; other tools may write anything, or nothing.</param>
internal sealed record PublicKeyIdentifier(string? Hint = null);
