namespace Plimsoll.Publishing.Signatures;

/// <summary>What makes signatures.</summary>
public enum SigningProgram
{
    /// <summary>Plimsoll itself, in the form of cosign 3.</summary>
    Plimsoll,

    /// <summary>The command <c>cosign</c>, in the form of its version, and in the transparency log that it is set up for.</summary>
    Cosign,
}
