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

    /// <summary>Reads what somebody names: <c>previous</c>, a digest, or a receipt's file.</summary>
    /// <param name="text">The name.</param>
    /// <param name="directory">The directory that the file is relative to.</param>
    /// <exception cref="PlimsollException">It is no digest that can be, or no receipt (exit code 2), or there is no such file (6).</exception>
    public static RollbackTarget Parse(string text, string directory)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text == "previous" ? Previous
            : Digest.TryParse(text, out var digest) ? To(digest)
            : text.StartsWith("sha256:", StringComparison.Ordinal) ? To(Digest.Parse(text))
            : To(ReceiptJson.ReadFile(Path.GetFullPath(text, directory)));
    }

    /// <summary>The image, where one is named.</summary>
    public Digest? Image { get; private init; }

    /// <summary>The receipt, where one is named.</summary>
    public Receipt? Receipt { get; private init; }
}
