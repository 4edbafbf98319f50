namespace Plimsoll.Publishing.Planning;

/// <summary>What is read back once everything is written.</summary>
public enum PublishVerification
{
    /// <summary>Every tag: whether it names what was published.</summary>
    Tags,

    /// <summary>Every tag, and of the image that they name every manifest, byte by byte, and whether each blob is there.</summary>
    Full,
}
