using Plimsoll.Images;

namespace Plimsoll.Publishing.Environments;

/// <summary>What an environment is to go back to.</summary>
public sealed record RollbackTarget
{
    private RollbackTarget()
    {
    }

    /// <summary>What the environment had before what it has now, as its receipts tell.</summary>
    public static RollbackTarget Previous { get; } = new();

    /// <summary>An image.</summary>
    public static RollbackTarget To(Digest image) => new() { Image = image };

    /// <summary>What a receipt recorded.</summary>
    public static RollbackTarget To(Receipt receipt) => new() { Receipt = receipt };

    /// <summary>The image, where one is named.</summary>
    public Digest? Image { get; private init; }

    /// <summary>The receipt, where one is named.</summary>
    public Receipt? Receipt { get; private init; }
}
