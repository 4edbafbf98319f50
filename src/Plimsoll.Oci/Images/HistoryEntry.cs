using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

/// <summary>One step of an image's history.</summary>
public sealed record HistoryEntry
{
    /// <summary>When the step ran, as written (RFC 3339), or <c>null</c>.</summary>
    [JsonPropertyName("created")]
    public string? Created { get; init; }

    /// <summary>What made the layer.</summary>
    [JsonPropertyName("created_by")]
    public string? CreatedBy { get; init; }

    /// <summary>A remark, or <c>null</c>.</summary>
    [JsonPropertyName("comment")]
    public string? Comment { get; init; }

    /// <summary>Whether the step made no layer.</summary>
    [JsonPropertyName("empty_layer")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(FlagJsonConverter))]
    public bool EmptyLayer { get; init; }
}
