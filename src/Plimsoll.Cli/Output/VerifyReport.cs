using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Signing.Keys;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll verify</c>.</summary>
/// <param name="SchemaVersion">1.</param>
/// <param name="Name">The image as it was named.</param>
/// <param name="Digest">The image.</param>
/// <param name="Verified">Whether what is required of it is there.</param>
/// <param name="Keys">The fingerprints of the keys that it was verified with.</param>
/// <param name="Identities">The identities that it was verified with, each with its issuer.</param>
/// <param name="Attachments">What is attached to it.</param>
internal sealed record VerifyReport(int SchemaVersion, string Name, string Digest, bool Verified, IReadOnlyList<string> Keys, IReadOnlyList<string> Identities, IReadOnlyList<VerifiedAttachmentEntry> Attachments)
{
    public static VerifyReport Create(string name, Digest digest, bool isVerified, IReadOnlyList<PublicKey> keys, IReadOnlyList<string> identities, IReadOnlyList<JudgedAttachment> attachments) =>
        new(1, name, digest.ToString(), isVerified, [.. keys.Select(key => key.Fingerprint)], identities, [.. attachments.Select(VerifiedAttachmentEntry.Create)]);

    public IEnumerable<string> ToLines(TableStyle style)
    {
        if (Attachments.Count == 0)
            return [LogText.Neutralize($"nothing is attached to {Name} ({Digest})")];

        var table = new TextTable("VERIFIED", "KIND", "DIGEST", "REASON");
        foreach (var entry in Attachments)
            table.Add(entry.Verified ? "yes" : "no", entry.Kind, entry.Digest, entry.Identity is null || entry.Reason.Contains(entry.Identity, StringComparison.Ordinal) ? entry.Reason : $"{entry.Reason}; its certificate names {entry.Identity}{(entry.Issuer is null ? "" : $" by {entry.Issuer}")}");
        return table.Lines(style);
    }
}
