using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Plimsoll.Oci.Images;

/// <summary>
/// A validated content digest such as <c>sha256:e3b0…</c> (OCI image-spec, descriptor.md, "Digests"). Only the
/// registered algorithms sha256 and sha512 with lower-case hexadecimal of the right length exist as a value, so a
/// <see cref="Digest"/> is always safe as part of a URL or a file name.
/// </summary>
public sealed record Digest
{
    private static readonly SearchValues<char> LowerCaseHex = SearchValues.Create("0123456789abcdef");

    private Digest(string algorithm, string hex)
    {
        Algorithm = algorithm;
        Hex = hex;
    }

    /// <summary><c>sha256</c> or <c>sha512</c>.</summary>
    public string Algorithm { get; }

    /// <summary>The hash in lower-case hexadecimal: 64 or 128 digits.</summary>
    public string Hex { get; }

    /// <summary>The first twelve hexadecimal digits, for people only: never an identifier.</summary>
    public string Abbreviated => Hex[..12];

    /// <summary>The sha256 digest of <paramref name="content"/>.</summary>
    public static Digest Sha256(ReadOnlySpan<byte> content) =>
        new("sha256", Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>The digest of a finished sha256 or sha512 computation, recognized by its length.</summary>
    /// <exception cref="ArgumentException"><paramref name="hash"/> is neither 32 nor 64 bytes long.</exception>
    public static Digest FromHash(ReadOnlySpan<byte> hash) => hash.Length switch
    {
        SHA256.HashSizeInBytes => new Digest("sha256", Convert.ToHexStringLower(hash)),
        SHA512.HashSizeInBytes => new Digest("sha512", Convert.ToHexStringLower(hash)),
        _ => throw new ArgumentException($"A hash of {hash.Length} bytes is neither sha256 nor sha512.", nameof(hash)),
    };

    /// <summary>Parses <c>algorithm:hex</c>.</summary>
    /// <exception cref="PlimsollException">The text is not a digest of a supported algorithm (exit code 2).</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest, out var error)
            ? digest
            : throw PlimsollException.Usage($"'{text}' is not a digest: {error}.", "A digest looks like sha256: followed by 64 hexadecimal digits.");

    /// <summary>Parses <c>algorithm:hex</c> without throwing.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Digest? digest) =>
        TryParse(text, out digest, out _);

    internal static bool TryParse(
        [NotNullWhen(true)] string? text,
        [NotNullWhen(true)] out Digest? digest,
        [NotNullWhen(false)] out string? error)
    {
        digest = null;
        error = null;
        var colon = text?.IndexOf(':') ?? -1;
        if (text is null || colon <= 0)
        {
            error = "it has no algorithm";
            return false;
        }

        var algorithm = text[..colon];
        var hex = text.AsSpan(colon + 1);
        var length = algorithm switch { "sha256" => 64, "sha512" => 128, _ => 0 };
        if (length == 0)
            error = $"the algorithm '{algorithm}' is not supported";
        else if (hex.Length != length)
            error = $"{algorithm} has {length} hexadecimal digits, not {hex.Length}";
        else if (hex.ContainsAnyExcept(LowerCaseHex))
            error = "only lower-case hexadecimal digits are allowed";

        if (error is not null)
            return false;

        digest = new Digest(algorithm, hex.ToString());
        return true;
    }

    /// <summary>A new incremental computation of this digest's algorithm.</summary>
    public IncrementalHash CreateHash() =>
        IncrementalHash.CreateHash(Algorithm == "sha256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512);

    /// <summary>Whether <paramref name="content"/> has this digest.</summary>
    public bool Matches(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        var written = Algorithm == "sha256" ? SHA256.HashData(content, hash) : SHA512.HashData(content, hash);
        return Convert.ToHexStringLower(hash[..written]) == Hex;
    }

    /// <summary>The canonical text, <c>algorithm:hex</c>.</summary>
    public override string ToString() => $"{Algorithm}:{Hex}";
}
