namespace Plimsoll.Oci.Storage;

/// <summary>Which way a copied blob went.</summary>
public enum BlobRoute
{
    /// <summary>From one place on this machine to another.</summary>
    Local,

    /// <summary>From a registry to this machine.</summary>
    Pull,

    /// <summary>To a registry.</summary>
    Push,
}
