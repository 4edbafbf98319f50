namespace Plimsoll.Oci.Storage;

/// <summary>How layers that their source holds uncompressed are written. What is compressed already keeps its bytes.</summary>
public enum LayerCompression
{
    /// <summary>With gzip, which every engine and registry reads.</summary>
    Gzip,

    /// <summary>With zstd: smaller and faster to unpack; Docker reads it since 23, containerd since 1.5.</summary>
    Zstd,

    /// <summary>Not at all: the layers keep their bytes, too.</summary>
    None,
}
