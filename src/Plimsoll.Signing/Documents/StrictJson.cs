using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Oci;

namespace Plimsoll.Signing.Documents;

/// <summary>
/// Reads documents that somebody signs or that carry a signature. Two readers must see the same in one: members that are there
/// twice, that differ from one of the specification's by their case only, and anything after the end are refused.
/// </summary>
internal static class StrictJson
{
    private const int MaximumDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };

    /// <summary>
    /// How documents of a fixed shape are read and written: no member twice, none that is not known, none missing; bytes as base64,
    /// numbers of 64 bits as text (protobuf's JSON mapping), absent members left out, <c>+</c> not escaped.
    /// </summary>
    public static JsonSerializerOptions CreateOptions() => new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = MaximumDepth,
        Converters = { new Base64JsonConverter() },
    };

    /// <summary>Reads an object whose members the caller reads itself.</summary>
    /// <param name="json">The document in UTF-8 without a byte order mark.</param>
    /// <param name="what">What it should be, for the message.</param>
    /// <param name="maximumSize">The largest that is read, in bytes.</param>
    /// <param name="read">Reads the members; they are gone when it returns.</param>
    /// <exception cref="MalformedException">It is not one object, or larger, or the members are wrong.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, string what, int maximumSize, Func<JsonElement, T> read) => Guard(json, what, maximumSize, () =>
    {
        using var document = JsonDocument.Parse(json, Options);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? read(document.RootElement)
            : throw new MalformedException(what, "it is not a JSON object");
    });

    /// <summary>Reads a document of a fixed shape, in which no other member may be.</summary>
    /// <param name="json">The document in UTF-8 without a byte order mark.</param>
    /// <param name="type">Its shape, of a context that has <see cref="CreateOptions"/>.</param>
    /// <param name="what">What it should be, for the message.</param>
    /// <param name="maximumSize">The largest that is read, in bytes.</param>
    /// <exception cref="MalformedException">It has another shape, or is larger.</exception>
    public static T Deserialize<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type, string what, int maximumSize)
        where T : class =>
        Guard(json, what, maximumSize, () => JsonSerializer.Deserialize(json.Span, type) ?? throw new MalformedException(what, "it is null"));

    private static T Guard<T>(ReadOnlyMemory<byte> json, string what, int maximumSize, Func<T> read)
    {
        if (json.Length > maximumSize)
            throw new MalformedException(what, $"it is larger than {maximumSize / (1024 * 1024)} MiB");

        try
        {
            return read();
        }
        catch (JsonException exception)
        {
            throw new MalformedException(what, JsonErrorText.Describe(exception), exception);
        }
        catch (InvalidOperationException exception)
        {
            // Half a character is found only when its text is read, and is not a JsonException.
            throw new MalformedException(what, "it contains text that is not valid Unicode", exception);
        }
    }
}
