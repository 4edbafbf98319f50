namespace Plimsoll.Publishing.Signatures;

/// <summary>What was found in place of a signature that counts, in a part of a sentence.</summary>
internal static class SignatureSummary
{
    /// <summary>More than people read.</summary>
    private const int MostNamed = 5;

    /// <summary>Names each signed attachment, who it is by, and why it does not count.</summary>
    public static string Describe(IReadOnlyList<JudgedAttachment> found)
    {
        var signed = found.Where(judged => judged.Attachment.IsSigned).ToList();
        if (signed.Count == 0)
            return found.Count == 0 ? "nothing is attached to it" : "nothing that is attached to it is signed";

        var named = signed.Take(MostNamed).Select(judged => $"{judged.Kind}{(judged.By is null ? "" : $" by {judged.By}")}: {judged.Reason}{(judged is { IsVerified: true, IsSignature: false, Counts: null } ? ", but is not a signature of the image itself" : "")}");
        return string.Join("; ", named) + (signed.Count > MostNamed ? $"; and {signed.Count - MostNamed} more" : "");
    }
}
