using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll receipt verify</c>.</summary>
/// <param name="SchemaVersion">1.</param>
/// <param name="Destination">The image's name without tag.</param>
/// <param name="Digest">The image, or <c>null</c> where the receipt names none.</param>
/// <param name="Online">Whether the registry was asked.</param>
/// <param name="ImageIsThere">Whether the image is there; <c>null</c> where the registry was not asked.</param>
/// <param name="Tags">What became of each tag; none where the registry was not asked.</param>
internal sealed record ReceiptVerificationReport(int SchemaVersion, string Destination, string? Digest, bool Online, bool? ImageIsThere, IReadOnlyList<VerifiedTagEntry> Tags)
{
    public static ReceiptVerificationReport Create(ImageReceipt receipt, ReceiptVerification? verification) => new(
        1,
        receipt.Destination,
        receipt.Digest?.ToString(),
        verification is not null,
        verification?.ImageIsThere,
        [.. (verification?.Tags ?? []).Select(tag => new VerifiedTagEntry(tag.Tag, tag.Mutability, Word(tag.State), tag.Expected.ToString(), tag.Now?.ToString()))]);

    public string ToJson() => CliJson.Write(this, CliJson.Default.ReceiptVerificationReport);

    public IEnumerable<string> ToLines(TableStyle style)
    {
        if (!Online)
            return [LogText.Neutralize($"consistent  {Destination}{(Digest is null ? "" : $"@{Digest}")}")];

        var table = new TextTable("STATE", "NAME", "DIGEST");
        if (Digest is not null)
            table.Add(ImageIsThere == true ? "present" : "missing", Destination, Digest);
        foreach (var tag in Tags)
            table.Add(tag.State, $"{Destination}:{tag.Tag}", tag.Now is null ? $"(was {tag.Expected})" : tag.Now == tag.Expected ? tag.Now : $"{tag.Now} (was {tag.Expected})");
        return table.Lines(style);
    }

    private static string Word(TagState state) => state.ToString().ToLowerInvariant();
}
