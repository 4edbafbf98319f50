using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>The ability to fetch a foreign layer from the addresses that its descriptor names.</summary>
internal interface IForeignLayerReader
{
    /// <summary>
    /// Opens the layer at the first address that gives it, without any credentials. The stream fails at its end unless
    /// the content has the descriptor's size and digest.
    /// </summary>
    /// <exception cref="PlimsollException">No address gives the layer, or none may be followed.</exception>
    ValueTask<Stream> OpenForeignLayerAsync(Descriptor layer, CancellationToken cancellationToken);
}
