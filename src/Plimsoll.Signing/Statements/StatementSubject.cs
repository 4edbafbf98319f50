using Plimsoll.Oci.Images;

namespace Plimsoll.Signing.Statements;

/// <summary>One of the things that a statement is about.</summary>
/// <param name="Name">What the writer calls it, an image's name without tag; <c>null</c> where it does not say. Not to be judged by.</param>
/// <param name="Digests">Its digests: algorithm → hexadecimal. At least one.</param>
internal sealed record StatementSubject(string? Name, IReadOnlyDictionary<string, string> Digests)
{
    /// <summary>An image or another manifest.</summary>
    public static StatementSubject Of(string? name, Digest digest) => new(name, new Dictionary<string, string> { [digest.Algorithm] = digest.Hex });

    /// <summary>Whether this is what the digest names.</summary>
    public bool Is(Digest digest) => Digests.TryGetValue(digest.Algorithm, out var hex) && hex == digest.Hex;
}
