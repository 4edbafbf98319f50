using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.Receipts;

/// <summary>The document of a <see cref="Receipt"/> of several images: a receipt for each, and what became of the others.</summary>
internal sealed record RunReceiptDocument
{
    /// <summary>The version of this shape; 1.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Always <see cref="ReceiptKind.Run"/>, which tells it from the receipt of one image.</summary>
    public string Kind { get; init; } = ReceiptKind.Run;

    /// <summary>The version of Plimsoll that published.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>When publishing began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When publishing ended, UTC.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>The partition of the images that this run was for (<c>2/8</c>), or <c>null</c> for all.</summary>
    public string? Partition { get; init; }

    /// <summary>The hash of the plan that was carried out, or <c>null</c> where nothing could be planned.</summary>
    public Digest? PlanHash { get; init; }

    /// <summary>The receipt of each image that was published, in the order of the run.</summary>
    public required IReadOnlyList<ImageReceipt> Images { get; init; }

    /// <summary>The images that failed; none where all went well.</summary>
    public IReadOnlyList<RunFailure> Failed { get; init; } = [];

    /// <summary>The receipt as indented JSON with a line break at the end.</summary>
    public string ToJson() => LogText.NeutralizeJson(JsonSerializer.Serialize(this, PublishingJson.Default.RunReceiptDocument)) + "\n";
}
