using System.Text.Json.Serialization;

namespace Plimsoll.Publishing.Receipts;

/// <summary>What is attached to an image: a hold, or a release.</summary>
internal sealed record HoldDocument(int SchemaVersion, Hold? Hold, HoldRelease? Release)
{
    public const int CurrentSchemaVersion = 1;

    [JsonIgnore]
    public DateTimeOffset At => Hold?.HeldAt ?? Release!.ReleasedAt;
}
