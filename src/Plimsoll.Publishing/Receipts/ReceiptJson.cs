using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Layout;

namespace Plimsoll.Publishing.Receipts;

/// <summary>Reads receipts: the files that <c>plimsoll publish</c> writes, and the in-toto statements that hold one.</summary>
public static class ReceiptJson
{
    /// <summary>The largest receipt that is read, in bytes.</summary>
    public const int LargestSize = 4 * 1024 * 1024;

    private const string Advice = "'plimsoll publish' writes receipts to .plimsoll/receipts; 'plimsoll schema receipt' prints their schema.";

    /// <summary>Reads a receipt's file.</summary>
    /// <exception cref="PlimsollException">There is no such file (exit code 6), or it is not a receipt (2).</exception>
    public static ImageReceipt ReadFile(string path)
    {
        if (TryReadBytes(path) is { } bytes)
            return Parse(bytes, path);

        throw BlobFile.GetLength(path) switch
        {
            null => PlimsollException.NotFound($"There is no receipt at {path}.", "'plimsoll receipt list' lists the receipts."),
            0 => Invalid(path, "it is empty, or not a regular file"),
            _ => Invalid(path, $"it is larger than {LargestSize / (1024 * 1024)} MiB"),
        };
    }

    /// <summary>Reads a record's file: a receipt, or the receipts of the images that a run published.</summary>
    /// <exception cref="PlimsollException">There is no such file (exit code 6), or it holds no receipts (2).</exception>
    public static Receipt ReadRecord(string path) =>
        TryReadBytes(path) is { } bytes && ParseRun(bytes, path) is { } run
            ? Receipt.ForRun(run)
            : Receipt.ForImage(ReadFile(path));

    /// <summary>Whether a file is the record of a prune, which is about no image that is there. What is not a receipt at all is not one.</summary>
    internal static bool IsPrune(string path)
    {
        if (TryReadBytes(path) is not { } bytes)
            return false;

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object && Is(document.RootElement, "kind", ReceiptKind.Prune);
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            return false;
        }
    }

    /// <summary>The content of a file; <c>null</c> where there is none, or it is larger than a receipt. A pipe, or a link to a device, has no length and may have no end, and is not opened.</summary>
    private static byte[]? TryReadBytes(string path) => BlobFile.GetLength(path) is > 0 and <= LargestSize ? File.ReadAllBytes(path) : null;

    /// <summary>Reads the receipt of a run that published several images; <c>null</c> where it is something else.</summary>
    /// <exception cref="PlimsollException">It is one and cannot be used, or is one of a newer Plimsoll (exit code 2).</exception>
    internal static RunReceiptDocument? ParseRun(ReadOnlyMemory<byte> json, string name) => Read(json, name, (bytes, root) =>
    {
        if (!Is(root, "kind", ReceiptKind.Run))
            return null;

        RefuseNewer(root, name);
        var run = JsonSerializer.Deserialize(bytes.Span, PublishingJson.Default.RunReceiptDocument)!;
        return run.Images.Contains(null!)
            ? throw Invalid(name, "the value at $.images contains null")
            : run with { Images = [.. run.Images.Select(receipt => Checked(receipt, name))], Failed = run.Failed ?? [] };
    });

    /// <summary>Reads a receipt, or the receipt of a statement.</summary>
    /// <param name="json">The receipt, UTF-8 with or without a byte order mark.</param>
    /// <param name="name">Where it came from, for messages.</param>
    /// <exception cref="PlimsollException">It is not a receipt, or one of a newer Plimsoll (exit code 2).</exception>
    public static ImageReceipt Parse(ReadOnlyMemory<byte> json, string name) => Read(json, name, (bytes, root) =>
    {
        if (root.TryGetProperty("_type", out _))
            return Statement(bytes, root, name)?.Predicate ?? throw Invalid(name, "it is an in-toto statement with another predicate type");

        RefuseNewer(root, name);
        if (Is(root, "kind", ReceiptKind.Prune))
            throw Invalid(name, "it records images that were deleted", "'plimsoll receipt show' prints it.");
        if (Is(root, "kind", ReceiptKind.Run))
            throw Invalid(name, "it is the receipt of a run, which contains one for each image", "'plimsoll receipt list' lists them.");
        return Checked(JsonSerializer.Deserialize(bytes.Span, PublishingJson.Default.ImageReceipt)!, name);
    });

    /// <summary>Reads a statement; <c>null</c> where it is none about publishing.</summary>
    /// <exception cref="PlimsollException">It says that it holds a receipt, and does not (exit code 2).</exception>
    internal static ReceiptStatement? ParseStatement(ReadOnlyMemory<byte> json, string name) => Read(json, name, (bytes, root) => Statement(bytes, root, name));

    /// <summary>What kind of document it is, and by which version of the shape, is seen before its members are believed.</summary>
    private static T Read<T>(ReadOnlyMemory<byte> json, string name, Func<ReadOnlyMemory<byte>, JsonElement, T> read)
    {
        if (json.Span.StartsWith("\uFEFF"u8))
            json = json[3..];

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(json, document.RootElement)
                : throw Invalid(name, "it is not a JSON object");
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw Invalid(name, JsonErrorText.Describe(exception), innerException: exception);
        }
    }

    private static ReceiptStatement? Statement(ReadOnlyMemory<byte> json, JsonElement root, string name)
    {
        if (!Is(root, "_type", ReceiptStatement.StatementType) || !Is(root, "predicateType", ReceiptStatement.ReceiptPredicate))
            return null;
        if (!root.TryGetProperty("predicate", out var predicate) || predicate.ValueKind != JsonValueKind.Object)
            throw Invalid(name, "it is a statement without a predicate");

        RefuseNewer(predicate, name);
        var statement = JsonSerializer.Deserialize(json.Span, PublishingJson.Default.ReceiptStatement)!;
        if (statement.Subject.Contains(null!))
            throw Invalid(name, "its subject contains null");
        return statement with { Predicate = Checked(statement.Predicate, name) };
    }

    private static bool Is(JsonElement root, string member, string text) =>
        root.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(text);

    private static void RefuseNewer(JsonElement receipt, string name)
    {
        if (!receipt.TryGetProperty("schemaVersion", out var member) || member.ValueKind != JsonValueKind.Number || !member.TryGetInt32(out var version) || version < 1)
            throw Invalid(name, "it has no schemaVersion");
        if (version > ImageReceipt.CurrentSchemaVersion)
            throw Invalid(name, $"it has schemaVersion {version}, which is newer than this version of Plimsoll supports", "Use the version of Plimsoll that wrote it, or a newer one.");
    }

    /// <summary>What the types alone do not say. Tags and commits go into addresses and names of files.</summary>
    private static ImageReceipt Checked(ImageReceipt receipt, string name)
    {
        // Generated code leaves members out of account that the document leaves out, their initial values too.
        receipt = receipt with { Kind = receipt.Kind ?? ReceiptKind.Publish, ChangedFiles = receipt.ChangedFiles ?? [], ReleasedHolds = receipt.ReleasedHolds ?? [] };
        if (receipt.Hold is { } hold && HoldJson.FindProblem(hold) is { } problem)
            throw Invalid(name, problem);
        if (receipt.Tags.Contains(null!) || receipt.Blobs.Contains(null!) || receipt.ChangedFiles.Contains(null!) || receipt.ReleasedHolds.Contains(null!) || receipt.Gates?.Contains(null!) == true)
            throw Invalid(name, "the value at $.tags, $.blobs, $.changedFiles, $.releasedHolds or $.gates contains null");
        if (receipt.Tags.FirstOrDefault(tag => !ImageReference.IsValidTag(tag.Tag)) is { } tag)
            throw Invalid(name, $"'{tag.Tag}' is not a valid tag");
        if (receipt.Commit.Length < 7 || !receipt.Commit.All(char.IsAsciiHexDigit))
            throw Invalid(name, $"'{receipt.Commit}' is not a valid commit id");
        return receipt.Destination.Length > 0 ? receipt : throw Invalid(name, "its destination is empty");
    }

    private static PlimsollException Invalid(string name, string reason, string? advice = null, Exception? innerException = null) =>
        PlimsollException.Usage($"{name} is not a valid receipt: {reason}.", advice ?? Advice, innerException);
}
