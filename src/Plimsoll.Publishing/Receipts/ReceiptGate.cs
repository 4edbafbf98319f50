using System.Text.Json.Serialization;
using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Receipts;

/// <summary>A command that an image passed before it was published.</summary>
/// <param name="Run">The command as it is configured, with its placeholders.</param>
/// <param name="Image">The digest of the image that it was given; with the Docker Engine the image ID.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ReceiptGate(string Run, Digest Image, double Seconds)
{
    /// <summary>The file that it wrote, as it is configured; <c>null</c> where none is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Report { get; init; }

    /// <summary>The SHA-256 of that file; <c>null</c> where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Digest? ReportDigest { get; init; }
}
