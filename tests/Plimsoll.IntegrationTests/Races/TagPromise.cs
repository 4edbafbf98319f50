namespace Plimsoll.IntegrationTests.Races;

/// <summary>What a client that ended well says of a tag.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Digest">The image that it is said to name.</param>
/// <param name="IsImmutable">Whether it never moves.</param>
/// <param name="Action">What was done with it, in a word.</param>
internal sealed record TagPromise(string Tag, string Digest, bool IsImmutable, string Action = "write")
{
    public override string ToString() => $"{Tag}={Digest[7..15]} ({Action})";
}
