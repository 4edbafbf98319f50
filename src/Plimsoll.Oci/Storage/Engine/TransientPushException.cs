namespace Plimsoll.Oci.Storage.Engine;

/// <summary>
/// An engine's push failed for a reason that may be gone the next time: the registry had a server error, or refused the manifest
/// for blobs that the engine had just sent, as some do while another publisher writes the same tag.
/// </summary>
/// <param name="message">What failed.</param>
internal sealed class TransientPushException(string message) : PlimsollException(ErrorKind.Transport, message, "Push again; if it fails each time, check the registry's log.");
