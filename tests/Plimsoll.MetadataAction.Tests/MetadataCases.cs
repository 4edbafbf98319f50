using System.Text.Json;
using Plimsoll.Testing;

namespace Plimsoll.MetadataAction.Tests;

/// <summary>The open table of cases of docker/metadata-action, which is there on some machines.</summary>
internal static class MetadataCases
{
    public const string Table = "metadata-action-cases.json";

    /// <summary>Runs each case of a part of the table, and names the one that fails; without the table it writes a line and returns.</summary>
    public static void ForEach(string part, Action<JsonElement, JsonElement> check)
    {
        using var document = SharedData.Open(Table);
        if (document is null)
        {
            Console.WriteLine($"The table {Table} is not on this machine; its {part} were not tried.");
            return;
        }

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
