using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Receipts;

/// <summary>Reads what is attached as a hold. What cannot be read does not release anything: in doubt the image is refused.</summary>
internal static class HoldJson
{
    /// <exception cref="PlimsollException">It is neither a hold nor a release, or one of a newer Plimsoll (exit code 3).</exception>
    public static HoldDocument Parse(ReadOnlyMemory<byte> json, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("schemaVersion", out var member)
                && member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var version) && version > HoldDocument.CurrentSchemaVersion)
                throw Unreadable(place, $"it has schemaVersion {version}, which is newer than this version of Plimsoll supports");

            var read = JsonSerializer.Deserialize(json.Span, PublishingJson.Default.HoldDocument);
            return read switch
            {
                { Hold: { } hold, Release: null } when FindProblem(hold) is null => read,
                { Hold: null, Release: { } release } when !release.Holds.Contains(null!) => read,
                _ => throw Unreadable(place, "it is neither a hold nor a release"),
            };
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw Unreadable(place, "it is neither a hold nor a release", exception);
        }
    }

    /// <summary>What the types alone do not say; <c>null</c> where all is well.</summary>
    public static string? FindProblem(Hold hold) =>
        hold.Id.Length == 0 || hold.Environment.Length == 0 ? "its hold has no id or environment"
        : hold.Tags.FirstOrDefault(tag => !ImageReference.IsValidTag(tag)) is { } || hold.Tags.Contains(null!) ? "its hold contains an invalid tag"
        : null;

    private static PlimsollException Unreadable(string place, string reason, Exception? innerException = null) => new(
        ErrorKind.Policy,
        $"Cannot determine whether the image is on hold: {place} cannot be read: {reason}.",
        "Use the version of Plimsoll that wrote it, or a newer one; if it is not a hold, delete it from the registry.",
        innerException);
}
