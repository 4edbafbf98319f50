using System.Text.Json;

namespace Plimsoll.Publishing.Sboms;

/// <summary>The packages that a .NET application runs with, from the <c>deps.json</c> beside it (learn.microsoft.com, "Runtime configuration files").</summary>
internal static class DotNetDependencies
{
    /// <summary>Reads the packages; none where it is not such a file: it may only be called so.</summary>
    public static IReadOnlyList<ListedPackage> Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("libraries", out var libraries) || libraries.ValueKind != JsonValueKind.Object)
                return [];

            return [.. libraries.EnumerateObject().Select(ReadPackage).OfType<ListedPackage>()];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>A project of the solution is no package.</summary>
    private static ListedPackage? ReadPackage(JsonProperty library)
    {
        if (library.Value.ValueKind != JsonValueKind.Object || TextOf(library.Value, "type") != "package" || library.Name.Split('/') is not [{ Length: > 0 } name, { Length: > 0 } version])
            return null;

        return new ListedPackage(name, version, ListedPackage.ToHex(TextOf(library.Value, "sha512")));
    }

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
