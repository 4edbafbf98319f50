namespace Plimsoll.Signing.Keyless.Logs;

/// <summary>One of the signatures of a note.</summary>
/// <param name="Name">Who says to have signed.</param>
/// <param name="Hint">The first bytes of what names the key.</param>
/// <param name="Bytes">The signature.</param>
internal sealed record NoteSignature(string Name, ReadOnlyMemory<byte> Hint, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>How many bytes a hint has.</summary>
    public const int HintLength = 4;
}
