using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Directories;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Sources;

/// <summary>Finds the images that are to be joined into an index.</summary>
internal static class IndexPartReader
{
    /// <summary>Reads what names them.</summary>
    /// <param name="texts">Receipts of images that were published by digest, folders of such, digests in the destination, or images by digest.</param>
    /// <param name="directory">The directory that paths are relative to.</param>
    /// <param name="destination">Where the index goes.</param>
    /// <param name="settingName">How the front end calls a setting.</param>
    /// <exception cref="PlimsollException">A text names none of these (exit code 2), or no receipts (6).</exception>
    public static IReadOnlyList<IndexPart> Read(IReadOnlyList<string> texts, string directory, ImageLocation destination, Func<string, string> settingName)
    {
        var receipts = new List<RecordedReceipt>();
        var parts = new List<IndexPart>();
        foreach (var text in texts)
        {
            var path = Path.GetFullPath(text, directory);
            if (Digest.TryParse(text, out var digest))
                parts.Add(new IndexPart(At(destination, digest)));
            else if (FindFiles(path, text, settingName) is { } files)
                receipts.AddRange(files.SelectMany(file => ReceiptJson.ReadRecord(file).Receipts.Select(receipt => new RecordedReceipt(receipt, Path.GetRelativePath(directory, file)))));
            else
                parts.Add(new IndexPart(CheckByDigest(ImageLocation.Parse(text, directory), text, settingName)));
        }

        parts.AddRange(SelectFor(destination, receipts, directory, settingName).Select(recorded =>
            new IndexPart(At(ReceiptDestination.Resolve(recorded.Receipt, directory), recorded.Receipt.Digest!), recorded.Receipt, recorded.Place)));
        return [.. parts.DistinctBy(part => part.Location.ToString())];
    }

    /// <summary>The receipts' files; <c>null</c> where the text names none. A CI engine hands them over in folders of folders.</summary>
    private static IReadOnlyList<string>? FindFiles(string path, string text, Func<string, string> settingName)
    {
        if (Directory.Exists(path) && !OciLayout.IsLayout(path) && !ImageDirectory.IsImageDirectory(path))
            return FolderTree.EnumerateFiles(path, skipsUnreadable: false).Where(file => file.EndsWith(".json", StringComparison.Ordinal) && !ReceiptJson.IsPrune(file)).ToList() is { Count: > 0 } files
                ? [.. files.Order(StringComparer.Ordinal)]
                : throw PlimsollException.NotFound($"There are no receipt files (*.json) in the directory {text}.", $"Put the receipt that each job writes with {settingName("receipt")} there.");
        return text.EndsWith(".json", StringComparison.Ordinal) ? [path] : null;
    }

    /// <summary>Several images may have been published together, and each has an index of its own. Receipts of tags are no parts of one.</summary>
    private static List<RecordedReceipt> SelectFor(ImageLocation destination, List<RecordedReceipt> receipts, string directory, Func<string, string> settingName)
    {
        if (receipts.Count == 0)
            return [];

        var byDigest = receipts.Where(recorded => recorded.Receipt is { Digest: not null, Tags.Count: 0 }).ToList();
        var here = byDigest.Where(recorded => ReceiptDestination.Resolve(recorded.Receipt, directory).ToString() == destination.ToString()).ToList();
        var places = byDigest.Select(recorded => recorded.Receipt.Destination).Distinct().ToList();
        return here.Count > 0 ? here
            : places.Count == 1 ? byDigest
            : throw PlimsollException.NotFound(
                $"No receipt records an image that was published by digest to {destination}.",
                places.Count == 0 ? $"Publishing with {settingName("by-digest")} writes such receipts." : $"They are for {string.Join(", ", places)}.");
    }

    private static ImageLocation At(ImageLocation place, Digest digest) => place.Reference is { } reference
        ? ImageLocation.ForRegistry(reference.WithDigest(digest))
        : ImageLocation.ForLayout(place.Path, digest.ToString());

    private static ImageLocation CheckByDigest(ImageLocation location, string text, Func<string, string> settingName) => location.Transport switch
    {
        ImageTransport.Registry when location.Reference!.Digest is null => throw PlimsollException.Usage($"'{text}' is neither a receipt nor an image by digest.", "A tag can move to another image: write NAME@sha256:…, which 'plimsoll digest NAME' prints."),
        ImageTransport.Files or ImageTransport.DockerDaemon => throw PlimsollException.Usage($"'{text}' cannot be part of an index.", $"Publish it with {settingName("by-digest")} first."),
        _ => location,
    };
}
