using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Testing;

/// <summary>Receipts made by hand, consistent as Plimsoll writes them.</summary>
public static class SampleReceipts
{
    /// <summary>A receipt of one version that went to an environment.</summary>
    /// <param name="version">The version; the image's content and digest come of it.</param>
    /// <param name="environment">The environment, or <c>null</c>.</param>
    /// <param name="finishedAt">The end, by default <see cref="Contexts.Now"/>; it began a minute before.</param>
    public static ImageReceipt Create(string? version = "2.1.0", string? environment = "staging", DateTimeOffset? finishedAt = null)
    {
        var digest = DigestOf(version ?? "");
        var end = finishedAt ?? Contexts.Now;
        List<ReceiptTag> tags = [];
        if (version is not null)
            tags.Add(new ReceiptTag(version, StrategyNames.SemanticVersion, Mutability.Immutable, TagAction.Create, null, digest));
        tags.Add(new ReceiptTag("latest", StrategyNames.Latest, Mutability.Moving, TagAction.Move, DigestOf("old"), digest));
        if (environment is not null)
            tags.Add(new ReceiptTag(environment, StrategyNames.Environment, Mutability.Moving, TagAction.Create, null, digest));
        return new ImageReceipt
        {
            ToolVersion = "1.0.0",
            StartedAt = end.AddMinutes(-1),
            FinishedAt = end,
            Destination = "localhost:5000/acme/app",
            Via = "direct",
            Digest = digest,
            Version = version,
            Environment = environment,
            Commit = Contexts.CommitId,
            Actor = "ada",
            RunUrl = "https://ci.example/runs/7",
            Tags = tags,
            Blobs = [new ReceiptBlob(DigestOf("blob"), 42, BlobOutcome.Sent)],
        };
    }

    /// <summary>The digest of a text.</summary>
    public static Digest DigestOf(string text) => Digest.Sha256(Encoding.UTF8.GetBytes(text));
}
