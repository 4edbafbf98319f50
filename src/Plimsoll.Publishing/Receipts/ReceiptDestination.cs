using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;

namespace Plimsoll.Publishing.Receipts;

/// <summary>Finds the place that a receipt speaks of.</summary>
internal static class ReceiptDestination
{
    /// <summary>The place's name.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="directory">The directory that publishing ran in, where layouts are named from.</param>
    /// <exception cref="PlimsollException">The receipt names none that there can be (exit code 2).</exception>
    public static ImageLocation Resolve(ImageReceipt receipt, string directory)
    {
        if (receipt.Destination.StartsWith("oci:", StringComparison.Ordinal))
            return ImageLocation.ForLayout(Path.GetFullPath(receipt.Destination["oci:".Length..], directory));

        return ImageReference.TryParse(receipt.Destination, out var reference) && reference is { Tag: null, Digest: null }
            ? ImageLocation.ForRegistry(reference)
            : throw PlimsollException.Usage($"The receipt's destination '{receipt.Destination}' is not a repository.");
    }

    /// <summary>Opens the place.</summary>
    /// <exception cref="PlimsollException">There is no such layout (exit code 6).</exception>
    public static IImageRepository Open(PlimsollHost host, ImageLocation destination, RepositoryAccess access) =>
        destination.Reference is { } reference ? host.OpenRegistry(reference, access) : OciLayout.Open(destination.Path);
}
