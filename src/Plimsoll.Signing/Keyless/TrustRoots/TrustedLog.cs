
namespace Plimsoll.Signing.Keyless.TrustRoots;

/// <summary>A log of a trust root: of signatures (Rekor) or of certificates.</summary>
/// <param name="BaseUrl">Where it is; empty where the trust root does not say.</param>
/// <param name="Ids">What entries name it by.</param>
/// <param name="Key">Its key; <c>null</c> where that is of a kind that is not supported.</param>
/// <param name="ValidFor">When it signed with this key.</param>
internal sealed record TrustedLog(string BaseUrl, IReadOnlyList<ReadOnlyMemory<byte>> Ids, LogKey? Key, ValidityWindow ValidFor)
{
    /// <summary>Its address without scheme, which Rekor 2 calls itself.</summary>
    public string Host => (BaseUrl.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? BaseUrl[(at + 3)..] : BaseUrl).TrimEnd('/');

    /// <summary>Whether an entry names this log.</summary>
    public bool Is(ReadOnlySpan<byte> id)
    {
        foreach (var known in Ids)
            if (known.Span.SequenceEqual(id))
                return true;
        return false;
    }

    /// <summary>What messages call it.</summary>
    public override string ToString() => BaseUrl.Length > 0 ? BaseUrl : Convert.ToHexStringLower(Ids[0].Span);
}
