namespace Plimsoll.Oci.Storage;

/// <summary>What became of one blob when an image was copied.</summary>
public enum BlobOutcome
{
    /// <summary>The destination had it already.</summary>
    Present,

    /// <summary>The destination took it over from another repository.</summary>
    Mounted,

    /// <summary>Its bytes were sent.</summary>
    Sent,

    /// <summary>It is a foreign layer and stays where its addresses lead.</summary>
    Foreign,
}
