using Plimsoll.Publishing.Environments.Evidence;
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
    /// <summary>The environment whose evidence is required; <c>null</c> where a signature by one of the keys is.</summary>
    public string? Environment { get; init; }

    /// <summary>The evidence that it requires; empty where there is no environment.</summary>
    public IReadOnlyList<RequiredEvidenceEntry> Required { get; init; } = [];

    public static VerifyReport Create(string name, SignatureReport report) =>
        new(1, name, report.Image.ToString(), report.IsVerified, [.. report.Keys.Select(key => key.Fingerprint)], [.. report.Identities.Select(identity => identity.ToString())], [.. report.Found.Select(VerifiedAttachmentEntry.Create)])
        {
            Environment = report.Verdict?.Environment,
            Required = [.. report.Verdict?.Required.Select(RequiredEvidenceEntry.Create) ?? []],
        };

    private IEnumerable<string> RequiredLines => Required.Select(entry => LogText.Neutralize($"required by {Environment}: {entry.Description}: {(entry.Met ? "yes" : "missing")}"));

    public IEnumerable<string> ToLines(TableStyle style)
    {
        if (Attachments.Count == 0)
            return [LogText.Neutralize($"nothing is attached to {Name} ({Digest})"), .. RequiredLines];

        var table = new TextTable("VERIFIED", "KIND", "DIGEST", "REASON");
        foreach (var entry in Attachments)
            table.Add(entry.Verified ? "yes" : "no", entry.Kind, entry.Digest, entry.Identity is null || entry.Reason.Contains(entry.Identity, StringComparison.Ordinal) ? entry.Reason : $"{entry.Reason}; its certificate names {entry.Identity}{(entry.Issuer is null ? "" : $" by {entry.Issuer}")}");
        return [.. table.Lines(style), .. RequiredLines];
    }
}
