using System.Text.Json;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>Open tables of cases of registry clients, which are there on some machines.</summary>
internal static class RegistryCases
{
    /// <summary>Runs each case of a suite; without the tables it writes a line and returns.</summary>
    public static void ForEach(string suite, Action<JsonElement> check)
    {
        using var document = SharedData.Open("registry-client-cases.json");
        if (document is null)
        {
            Console.WriteLine($"The table {suite} is not on this machine; its cases were not tried.");
            return;
        }

        foreach (var item in document.RootElement.GetProperty("suites").GetProperty(suite).GetProperty("cases").EnumerateArray())
            check(item);
    }

    /// <summary>A member of a suite beside its cases.</summary>
    public static Dictionary<string, string> Texts(string suite, string member)
    {
        using var document = SharedData.Open("registry-client-cases.json");
        return document is null
            ? []
            : document.RootElement.GetProperty("suites").GetProperty(suite).GetProperty(member).EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetRawText());
    }

    public static string? Text(this JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static Dictionary<string, string> Map(this JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!)
            : [];
}
