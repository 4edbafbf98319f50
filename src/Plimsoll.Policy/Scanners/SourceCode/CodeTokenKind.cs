namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>What a token is.</summary>
internal enum CodeTokenKind
{
    /// <summary>A name, a keyword or a number.</summary>
    Word,

    /// <summary>A literal text.</summary>
    Text,

    /// <summary>One character of anything else.</summary>
    Mark,
}
