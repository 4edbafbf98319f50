namespace Plimsoll.Publishing.Receipts;

/// <summary>When a receipt is attached to the image that it is about, beside its file: <c>receipts: { attach: … }</c> of <c>plimsoll.yml</c>.</summary>
public enum AttachReceipts
{
    /// <summary>
    /// When the tag of an environment moved: a job that keeps no files can then still read what the environment had before.
    /// A registry that does not take it is warned about. The default.
    /// </summary>
    Environments,

    /// <summary>Whenever something was written, or the image has no receipt yet. A registry that does not take it is an error.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}
