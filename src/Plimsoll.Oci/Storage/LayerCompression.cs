namespace Plimsoll.Oci.Storage;

/// <summary>How layers that their source holds uncompressed are written. What is compressed already keeps its bytes.</summary>
public enum LayerCompression
{
    /// <summary>With gzip, which every engine and registry reads.</summary>
    Gzip,

    /// <summary>With zstd: smaller and faster to unpack, for engines since about 2021.</summary>
    Zstd,

    /// <summary>Not at all: the layers keep their bytes, too.</summary>
    None,
}
