namespace Plimsoll.Policy.Scanners;

/// <summary>An image as a scanner found it.</summary>
/// <param name="Text">The reference as written; put together where the file keeps its parts apart.</param>
/// <param name="Resolved">The same with variables replaced, unknown parts marked with <see cref="ImageUse.Unknown"/>.</param>
/// <param name="Token">The place that decides which image it is: the whole reference, or the tag or digest where those stand apart.</param>
/// <param name="Kind">One of <see cref="FileKinds"/>.</param>
internal sealed record FoundImage(string Text, string Resolved, TextRange Token, string Kind)
{
    /// <summary>The <see cref="PinRefusal"/> of an image that is the outcome, not what goes in.</summary>
    public const string IsMadeHere = "it is built or pushed here, and has no digest before that";

    /// <summary>The file that <see cref="Token"/> is in, or <c>null</c> for the file that is scanned.</summary>
    public SourceText? Source { get; init; }

    /// <summary>Whether the image is one that Kustomize's <c>images</c> apply to.</summary>
    public bool IsKustomizeField { get; init; }

    /// <summary>Why no digest can be written where the image stands, as a sentence without its end; <c>null</c> where one can.</summary>
    public string? PinRefusal { get; init; }

    /// <summary>The places of the parts where the file keeps them apart, or <c>null</c> where <see cref="Token"/> is the whole reference.</summary>
    public ImageParts? Parts { get; init; }
}

/// <summary>
/// Where the parts of a reference stand that are kept apart, as in Helm values and Kustomize; each <c>null</c> where the file
/// of the token has no such key. A key without a value has an empty range.
/// </summary>
internal sealed record ImageParts
{
    /// <summary>The mapping that holds the parts, for those who add a key to it.</summary>
    public required SourceMapping Mapping { get; init; }

    /// <summary>Whether the format has a key <c>digest</c> that is understood wherever it is added; else a digest follows the tag, in its key.</summary>
    public bool HasDigestKey { get; init; }

    public SourceScalar? Repository { get; init; }
    public SourceScalar? Tag { get; init; }
    public SourceScalar? Digest { get; init; }
}
