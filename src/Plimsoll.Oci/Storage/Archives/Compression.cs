namespace Plimsoll.Oci.Storage.Archives;

/// <summary>How content is compressed.</summary>
internal enum Compression
{
    None,
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}
