using System.Text;
using System.Text.Json;
using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags.Hosts.Outputs;

namespace Plimsoll.Publishing.Reports;

/// <summary>
/// What later steps of a pipeline need of images: the outputs of docker/metadata-action and docker/build-push-action by their
/// names, and more. Where there are several images, only <c>images</c> and <c>receipt</c> have a value that is about all.
/// </summary>
internal static class ImageOutputs
{
    /// <summary>Of images that were published.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> FromReport(PublishReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var outputs = OfReceipts(report.Receipts, report.ReceiptPath);
        if (report.Images is [var only])
        {
            outputs.Add(new("labels", OutputText.Lines(only.Tags.Labels)));
            outputs.Add(new("annotations", OutputText.Lines(only.Tags.Annotations)));
            outputs.Add(new("signature", only.Receipt.Signatures is [var signature, ..] ? signature.Digest.ToString() : ""));
            outputs.Add(new("imageid", (only.ImageId ?? only.Receipt.Digest)?.ToString() ?? ""));
            outputs.Add(new("metadata", WriteMetadata(only)));
        }

        return outputs;
    }

    /// <summary>Of images that were promoted or rolled back.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> FromReport(EnvironmentReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var outputs = OfReceipts(report.Receipts, report.ReceiptPath);
        outputs.Add(new("environment", report.Receipts.Select(receipt => receipt.Environment).FirstOrDefault() ?? ""));
        if (report.Receipts is [var only])
            outputs.Add(new("previous-digest", only.Tags.FirstOrDefault(tag => tag.Tag == only.Environment)?.Before?.ToString() ?? ""));
        return outputs;
    }

    /// <summary>The image by its digest, so that it is the same for ever.</summary>
    public static string FormatImage(ImageReceipt receipt) => receipt.Digest is { } digest ? Join(receipt.Destination, digest.ToString(), '@') : receipt.Destination;

    /// <summary>The image by a tag.</summary>
    public static string FormatTag(ImageReceipt receipt, string tag) => Join(receipt.Destination, tag, ':');

    /// <summary>A layout has no character of its own for digests.</summary>
    private static string Join(string destination, string name, char separator) => $"{destination}{(destination.StartsWith("oci:", StringComparison.Ordinal) ? ':' : separator)}{name}";

    private static List<KeyValuePair<string, string>> OfReceipts(IReadOnlyList<ImageReceipt> receipts, string? receiptPath)
    {
        var outputs = new List<KeyValuePair<string, string>>();
        if (receipts is [var only])
        {
            outputs.Add(new("image", FormatImage(only)));
            outputs.Add(new("digest", only.Digest?.ToString() ?? ""));
            outputs.Add(new("version", only.Version ?? ""));
            outputs.Add(new("tags", string.Join('\n', only.Tags.Select(tag => FormatTag(only, tag.Tag)))));
            outputs.Add(new("tag-names", string.Join('\n', only.Tags.Select(tag => tag.Tag))));
        }

        outputs.Add(new("images", WriteImages(receipts)));
        outputs.Add(new("receipt", receiptPath ?? ""));
        return outputs;
    }

    /// <summary>A compact JSON array, which a matrix can be made of.</summary>
    private static string WriteImages(IReadOnlyList<ImageReceipt> receipts) => WriteJson(writer =>
    {
        writer.WriteStartArray();
        foreach (var receipt in receipts)
        {
            writer.WriteStartObject();
            writer.WriteString("image", FormatImage(receipt));
            writer.WriteString("name", receipt.Destination);
            writer.WriteString("digest", receipt.Digest?.ToString());
            writer.WriteString("version", receipt.Version);
            writer.WriteStartArray("tags");
            foreach (var tag in receipt.Tags)
                writer.WriteStringValue(tag.Tag);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>As docker buildx writes its metadata file.</summary>
    private static string WriteMetadata(PublishedImage image) => WriteJson(writer =>
    {
        writer.WriteStartObject();
        if (image.ImageId is { } id)
            writer.WriteString("containerimage.config.digest", id.ToString());
        writer.WriteString("containerimage.digest", image.Receipt.Digest?.ToString());
        writer.WriteString("image.name", string.Join(',', image.Receipt.Tags.Select(tag => FormatTag(image.Receipt, tag.Tag))));
        writer.WriteEndObject();
    });

    private static string WriteJson(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
