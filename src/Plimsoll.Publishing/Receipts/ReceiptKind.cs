namespace Plimsoll.Publishing.Receipts;

/// <summary>What a receipt can be the record of. Any other kind is read as it is.</summary>
internal static class ReceiptKind
{
    /// <summary>An image was sent, and derived tags name it.</summary>
    public const string Publish = "publish";

    /// <summary>An image that was there already came to another environment.</summary>
    public const string Promote = "promote";

    /// <summary>Moving tags went back to an earlier image.</summary>
    public const string Rollback = "rollback";

    /// <summary>What the registry told of an image was recorded, because the receipt that was made of it is lost. No tag moved then.</summary>
    public const string Record = "record";

    /// <summary>Several images were published together, each with a receipt of its own.</summary>
    public const string Run = "run";

    /// <summary>Images were deleted. It is not about any image that is there.</summary>
    public const string Prune = "prune";
}
