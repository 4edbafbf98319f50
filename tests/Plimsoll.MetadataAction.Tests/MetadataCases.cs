using System.Text.Json;
using Plimsoll.Testing;

namespace Plimsoll.MetadataAction.Tests;

/// <summary>Cases of docker/metadata-action, from <see cref="SharedData"/>.</summary>
internal static class MetadataCases
{
    /// <summary>The file; tests that use it are marked with <see cref="SharedDataFactAttribute"/>.</summary>
    public const string File = "metadata-action-cases.json";

    /// <summary>Runs each case of a part of the file, and names the one that fails.</summary>
    public static void ForEach(string part, Action<JsonElement, JsonElement> check)
    {
        using var document = SharedData.Open(File);
        var count = 0;
        foreach (var item in document.RootElement.GetProperty(part).EnumerateArray())
        {
            count++;
            try
            {
                check(item, document.RootElement.GetProperty("head"));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{item.GetProperty("id").GetString()}: {exception.Message}", exception);
            }
        }
        Assert.True(count > 0);
    }

    public static string? Text(this JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static IReadOnlyList<string> Texts(this JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];

    /// <summary>A member that is there only in some cases.</summary>
    public static void IfPresent(this JsonElement element, string member, Action<JsonElement> check)
    {
        if (element.TryGetProperty(member, out var value))
            check(value);
    }

    public static IReadOnlyList<string> List(this JsonElement element) => [.. element.EnumerateArray().Select(item => item.GetString()!)];
}
