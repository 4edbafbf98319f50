using Plimsoll.Oci;

namespace Plimsoll.Publishing.Receipts;

/// <summary>Reads the receipts that are kept in a folder.</summary>
internal static class ReceiptFolder
{
    /// <summary>Reads every <c>*.json</c> of a folder. A file that is not a receipt does not keep the others from being read.</summary>
    /// <param name="folder">The folder; one that does not exist holds none.</param>
    public static RecordedReceipts Read(string folder)
    {
        var receipts = new List<RecordedReceipt>();
        var unreadable = new List<string>();
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        foreach (var file in files.Order(StringComparer.Ordinal))
            try
            {
                if (!ReceiptJson.IsPrune(file))
                    receipts.AddRange(ReceiptJson.ReadRecord(file).Receipts.Select(receipt => new RecordedReceipt(receipt, file)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PlimsollException)
            {
                unreadable.Add(exception.Message);
            }

        return new RecordedReceipts(RecordedReceipts.NewestFirst(receipts), unreadable);
    }
}
