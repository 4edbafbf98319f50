using System.Text.Json;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>Cases of other registry clients, from <see cref="SharedData"/>.</summary>
internal static class RegistryCases
{
    /// <summary>The file; tests that use it are marked with <see cref="SharedDataFactAttribute"/>.</summary>
    public const string File = "registry-client-cases.json";

    /// <summary>Runs each case of a suite.</summary>
    public static void ForEach(string suite, Action<JsonElement> check)
    {
        using var document = SharedData.Open(File);
        foreach (var item in document.RootElement.GetProperty("suites").GetProperty(suite).GetProperty("cases").EnumerateArray())
            check(item);
    }

    /// <summary>A member of a suite beside its cases.</summary>
    public static Dictionary<string, string> Texts(string suite, string member)
    {
        using var document = SharedData.Open(File);
        return document.RootElement.GetProperty("suites").GetProperty(suite).GetProperty(member).EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetRawText());
    }

    public static string? Text(this JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static Dictionary<string, string> Map(this JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!)
            : [];
}
