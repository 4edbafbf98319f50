using System.Text.Json;

namespace Plimsoll.IntegrationTests.Races;

/// <summary>Reads what a receipt says as any program could.</summary>
internal static class RaceReceipt
{
    /// <summary>What the receipt in a file says to be so.</summary>
    public static (IReadOnlyList<TagPromise> Promises, (string Id, string Image)? Hold) Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = json.RootElement;
        var promises = root.GetProperty("tags").EnumerateArray().Select(tag => new TagPromise(
            tag.GetProperty("tag").GetString()!,
            tag.GetProperty("after").GetString()!,
            tag.GetProperty("mutability").GetString() == "immutable",
            tag.GetProperty("action").GetString()!)).ToList();
        (string, string)? hold = root.TryGetProperty("hold", out var held) && held.ValueKind == JsonValueKind.Object
            ? (held.GetProperty("id").GetString()!, held.GetProperty("digest").GetString()!)
            : null;
        return (promises, hold);
    }
}
