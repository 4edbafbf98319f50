using Plimsoll.Oci;

namespace Plimsoll.Publishing.Receipts;

/// <summary>What became of attaching a receipt.</summary>
/// <param name="Line">What there is to tell, in one line; <c>null</c> where nothing was to be attached, or it failed.</param>
/// <param name="IsAttached">Whether the image has the receipt now.</param>
/// <param name="Failure">Why it could not be attached; <c>null</c> where it was, or was not to be.</param>
internal sealed record AttachOutcome(string? Line, bool IsAttached = false, PlimsollException? Failure = null)
{
    public static AttachOutcome None { get; } = new(Line: null);
}
