using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Environments;

/// <summary>What an environment is to go back to.</summary>
public sealed record RollbackTarget
{
    private RollbackTarget()
    {
    }

    /// <summary>What the environment had before what it has now, according to its receipts.</summary>
    public static RollbackTarget Previous { get; } = new();

    /// <summary>An image.</summary>
    public static RollbackTarget To(Digest image) => new() { Image = image };

    /// <summary>What a receipt recorded.</summary>
    public static RollbackTarget To(ImageReceipt receipt) => new() { Receipt = receipt };

    /// <summary>Reads what somebody names: <c>previous</c>, a digest, or the file of a receipt or of a run's record.</summary>
    /// <param name="text">The name.</param>
    /// <param name="directory">The directory that the file is relative to.</param>
    /// <param name="image">Which image of a run goes back, or <c>null</c> where nobody said.</param>
    /// <exception cref="PlimsollException">It is neither a valid digest nor a receipt, or a run's record of several images and none is named (exit code 2), or the file does not exist (6).</exception>
    public static RollbackTarget Parse(string text, string directory, ImageLocation? image = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text == "previous" ? Previous
            : Digest.TryParse(text, out var digest) ? To(digest)
            : text.StartsWith("sha256:", StringComparison.Ordinal) ? To(Digest.Parse(text))
            : To(ReceiptOf(text, directory, image?.ToString()));
    }

    private static ImageReceipt ReceiptOf(string text, string directory, string? image)
    {
        var receipts = ReceiptJson.ReadRecord(Path.GetFullPath(text, directory)).Receipts;
        if (receipts is [var only])
            return only;
        if (receipts is [])
            throw PlimsollException.Usage($"{text} is the receipt of a run that published nothing.", "Specify the image with the setting 'to=sha256:…', or another receipt.");

        return receipts.FirstOrDefault(receipt => image is not null && ReceiptDestination.Resolve(receipt, directory).ToString() == image)
            ?? throw PlimsollException.Usage(
                $"{text} is the receipt of a run with {receipts.Count} images: {string.Join(", ", receipts.Select(receipt => receipt.Destination))}.",
                "Specify which one to roll back with the setting 'image=NAME'.");
    }

    /// <summary>The image, where one is named.</summary>
    public Digest? Image { get; private init; }

    /// <summary>The receipt, where one is named.</summary>
    public ImageReceipt? Receipt { get; private init; }
}
