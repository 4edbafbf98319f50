namespace Plimsoll.Oci.Registries;

/// <summary>Which way a blob moves.</summary>
public enum TransferDirection
{
    /// <summary>From the registry.</summary>
    Download,

    /// <summary>To the registry.</summary>
    Upload,

    /// <summary>Nowhere: it is compressed, to be sent then. The bytes are those before.</summary>
    Compression,
}
