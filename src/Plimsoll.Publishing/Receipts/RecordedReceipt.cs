namespace Plimsoll.Publishing.Receipts;

/// <summary>A receipt and where it is kept.</summary>
/// <param name="Receipt">The receipt.</param>
/// <param name="Place">Its file, or the reference of the manifest that holds it.</param>
internal sealed record RecordedReceipt(ImageReceipt Receipt, string Place);
