using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plimsoll.Oci.Registries.Auth.Clouds;

/// <summary>What a cloud answered. Its text may hold secrets and so is never shown; only codes of errors are.</summary>
/// <param name="Step">What was asked for, as an infinitive.</param>
/// <param name="Host">Who answered.</param>
/// <param name="Status">The status.</param>
/// <param name="Body">The text.</param>
/// <param name="Flavor">The header <c>Metadata-Flavor</c>, by which Google's metadata service shows that it is one.</param>
internal sealed partial record CloudResponse(string Step, string Host, HttpStatusCode Status, string Body, string? Flavor)
{
    private readonly Lazy<JsonElement?> _json = new(() => Parse(Body));

    /// <summary>The object that the answer is.</summary>
    public JsonElement Json => _json.Value ?? throw Failure("returned a response that is not JSON");

    /// <summary>A text member of the object.</summary>
    /// <exception cref="PlimsollException">There is none.</exception>
    public string Required(string name) => Optional(name) ?? throw Failure($"returned a response without {name}");

    /// <summary>A text or number member of the object, or <c>null</c>.</summary>
    public string? Optional(string name) => Text(Json, name);

    /// <summary>A member that counts seconds: of a lifetime, or since 1970.</summary>
    public double? Seconds(string name) =>
        double.TryParse(Optional(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 1e11 ? value : null;

    public PlimsollException Failure(string reason) => new(
        ErrorKind.Authentication,
        $"Cannot {Step}: {Host} {reason}.",
        "Check the identity of this process and its permissions, or log in with 'plimsoll login'.");

    public PlimsollException Refusal() => Failure($"returned HTTP {(int)Status}{(Code() is { } code ? $" ({code})" : "")}");

    internal static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    /// <summary>Text of this answer, but no text that could be a secret.</summary>
    public override string ToString() => $"{Host} {(int)Status}";

    private string? Code()
    {
        if (AzureCode.Match(Body) is { Success: true } azure)
            return azure.Value;

        var code = _json.Value is { } json
            ? Text(json, "__type")?.Split('#')[^1] ?? Text(json, "error") ?? Text(json, "code")
            : XmlCode.Match(Body) is { Success: true } xml ? xml.Groups["code"].Value : null;
        return code is not null && Word.IsMatch(code) ? code : null;
    }

    private static JsonElement? Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            return null;
        }
    }

    [GeneratedRegex(@"\bAADSTS[0-9]{4,10}\b")]
    private static partial Regex AzureCode { get; }

    [GeneratedRegex(@"<Code>(?<code>[A-Za-z0-9.]{1,60})</Code>")]
    private static partial Regex XmlCode { get; }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._]{0,60}\z")]
    private static partial Regex Word { get; }
}
