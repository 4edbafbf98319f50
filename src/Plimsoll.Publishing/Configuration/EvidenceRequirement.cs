namespace Plimsoll.Publishing.Configuration;

/// <summary>Evidence that an image must have to enter an environment (an item of <c>environments.NAME.evidence</c>).</summary>
/// <param name="Kind">What it is.</param>
public sealed record EvidenceRequirement(EvidenceKind Kind)
{
    /// <summary>
    /// The public keys of which one must have signed it: files, relative to <c>plimsoll.yml</c>, or <c>env:NAME</c>. With neither these
    /// nor <see cref="Identity"/>, no evidence counts. The default is none.
    /// </summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Who must have signed it, in place of <see cref="Keys"/>; the default is <c>null</c>.</summary>
    public SignerIdentity? Identity { get; init; }

    /// <summary>Who may have built the image, by the provenance: patterns with <c>*</c> and <c>?</c>. The default is none: anybody.</summary>
    public IReadOnlyList<string> Builders { get; init; } = [];

    /// <summary>The repositories that the image may have been built from, by the provenance: URLs, with <c>*</c> and <c>?</c>. The default is none: any.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>
    /// The branches that the image may have been built from, by the provenance, with <c>*</c> and <c>?</c>; one that starts with
    /// <c>refs/</c> is a whole ref, such as <c>refs/tags/v*</c>. The default is none: any.
    /// </summary>
    public IReadOnlyList<string> Branches { get; init; } = [];
}
