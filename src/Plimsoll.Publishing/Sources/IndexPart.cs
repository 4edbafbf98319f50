using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Sources;

/// <summary>One image that is to be joined into an index.</summary>
/// <param name="Location">Where it is, by digest.</param>
/// <param name="Receipt">The receipt that names it, or <c>null</c>.</param>
/// <param name="Name">Where the receipt is kept, for messages; or <c>null</c>.</param>
public sealed record IndexPart(ImageLocation Location, ImageReceipt? Receipt = null, string? Name = null)
{
    /// <summary>Makes sure that what is joined was built from what the index will say that it was built from.</summary>
    /// <exception cref="PlimsollException">The image is of another commit, or of a working tree with changes (exit code 2).</exception>
    internal void Check(string commit, bool allowDirty, Func<string, string> settingName)
    {
        if (Receipt is null)
            return;
        if (Receipt.Commit != commit)
            throw PlimsollException.Usage($"{Name} is a receipt for another commit.\n  receipt: {Receipt.Commit}\n  here:    {commit}", "Check out the commit that the images were built from, or build them again.");
        if (Receipt.Dirty && !allowDirty)
            throw PlimsollException.Usage($"{Name} is a receipt for a working tree with uncommitted changes{(Receipt.ChangedFiles.Count > 0 ? $": {string.Join(", ", Receipt.ChangedFiles)}" : "")}.", $"Build the image again from committed files, or allow uncommitted changes ({settingName("allow-dirty")}).");
    }
}
