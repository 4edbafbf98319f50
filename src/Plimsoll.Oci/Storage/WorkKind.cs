namespace Plimsoll.Oci.Storage;

/// <summary>Work on an image that takes long where the image is large, and moves nothing to or from a registry.</summary>
public enum WorkKind
{
    /// <summary>The files of a directory become a layer.</summary>
    Packing,

    /// <summary>An archive that is compressed, or comes from a pipe or an engine, goes to a temporary file.</summary>
    Reading,

    /// <summary>The layers of an archive that tells no digests are read to find them out.</summary>
    Hashing,

    /// <summary>An engine is given an image.</summary>
    Loading,

    /// <summary>An archive is written.</summary>
    Writing,
}
