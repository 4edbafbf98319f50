using System.Text.Json;
using Plimsoll.Images;
using Plimsoll.Publishing.Records;

namespace Plimsoll.Publishing;

/// <summary>Reads receipts: the files that <c>plimsoll publish</c> writes, and the in-toto statements that hold one.</summary>
public static class ReceiptJson
{
    /// <summary>The largest receipt that is read, in bytes.</summary>
    public const int LargestSize = 4 * 1024 * 1024;

    private const string Advice = "A receipt is what 'plimsoll publish' writes to .plimsoll/receipts; 'plimsoll schema receipt' prints its form.";

    /// <summary>Reads a receipt's file.</summary>
    /// <exception cref="PlimsollException">There is no such file (exit code 6), or it is no receipt (2).</exception>
    public static Receipt ReadFile(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw PlimsollException.NotFound($"There is no receipt {path}.", "'plimsoll receipt list' lists those that there are.");

        return file.Length <= LargestSize
            ? Parse(File.ReadAllBytes(path), path)
            : throw NoReceipt(path, $"it is larger than {LargestSize / (1024 * 1024)} MiB");
    }

    /// <summary>Reads a receipt, or the receipt of a statement.</summary>
    /// <param name="json">The receipt, UTF-8 with or without a byte order mark.</param>
    /// <param name="name">Where it came from, for messages.</param>
    /// <exception cref="PlimsollException">It is no receipt, or one of a newer Plimsoll (exit code 2).</exception>
    public static Receipt Parse(ReadOnlyMemory<byte> json, string name)
    {
        if (json.Span.StartsWith("\uFEFF"u8))
            json = json[3..];

        try
        {
            var (isStatement, version) = Probe(json, name);
            if (version > Receipt.CurrentSchemaVersion)
                throw NoReceipt(name, $"it has schemaVersion {version}, which is newer than this Plimsoll", "Read it with the Plimsoll that wrote it, or a newer one.");

            var receipt = isStatement
                ? Predicate(JsonSerializer.Deserialize(json.Span, PublishingJson.Default.ReceiptStatement), name)
                : JsonSerializer.Deserialize(json.Span, PublishingJson.Default.Receipt);
            return Checked(receipt!, name);
        }
        catch (JsonException exception)
        {
            var line = exception.LineNumber is { } number ? $"line {number + 1}: " : "";
            throw NoReceipt(name, line + Reason(exception), innerException: exception);
        }
    }

    /// <summary>What kind of document this is, and by which version of the shape, before its members are believed.</summary>
    private static (bool IsStatement, int Version) Probe(ReadOnlyMemory<byte> json, string name)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw NoReceipt(name, "it is no JSON object");

        var isStatement = root.TryGetProperty("_type", out _);
        if (isStatement && (!root.TryGetProperty("predicate", out root) || root.ValueKind != JsonValueKind.Object))
            throw NoReceipt(name, "it is a statement without a predicate");
        if (!root.TryGetProperty("schemaVersion", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number < 1)
            throw NoReceipt(name, "it has no schemaVersion");
        return (isStatement, number);
    }

    private static Receipt Predicate(ReceiptStatement? statement, string name) =>
        statement is { Type: ReceiptStatement.StatementType, PredicateType: ReceiptStatement.ReceiptPredicate }
            ? statement.Predicate
            : throw NoReceipt(name, $"it is a statement of another kind: {statement?.PredicateType}");

    /// <summary>What the types alone do not say. Tags and commits go into addresses and names of files.</summary>
    private static Receipt Checked(Receipt receipt, string name)
    {
        if (receipt.Tags.FirstOrDefault(tag => !ImageReference.IsValidTag(tag.Tag)) is { } tag)
            throw NoReceipt(name, $"'{tag.Tag}' is no tag");
        if (receipt.Commit.Length < 7 || !receipt.Commit.All(char.IsAsciiHexDigit))
            throw NoReceipt(name, $"'{receipt.Commit}' is no commit");
        return receipt.Destination.Length > 0 ? receipt : throw NoReceipt(name, "its destination is empty");
    }

    /// <summary>The serializer names our types, which say nothing to a reader; where in the document it stopped does.</summary>
    private static string Reason(JsonException exception)
    {
        var message = exception.Message;
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        var place = exception.Path is { Length: > 1 } path ? $" at {path}" : "";
        if (message.Contains("missing required properties", StringComparison.Ordinal))
            return $"a member is missing{place}: {message[(message.LastIndexOf(':') + 1)..].Trim().TrimEnd('.')}";
        if (message.Contains("could not be converted", StringComparison.Ordinal) || message.Contains("null", StringComparison.Ordinal))
            return $"the value{place} is of another kind";
        return (end < 0 ? message : message[..end]).TrimEnd('.') + place;
    }

    private static PlimsollException NoReceipt(string name, string reason, string? advice = null, Exception? innerException = null) =>
        PlimsollException.Usage($"{name} is no receipt: {reason}.", advice ?? Advice, innerException);
}
