using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners;

/// <summary>An image as a scanner found it.</summary>
/// <param name="Text">The reference as written; put together where the file keeps its parts apart.</param>
/// <param name="Resolved">The same with variables replaced, unknown parts marked with <see cref="ImageUse.Unknown"/>.</param>
/// <param name="Token">The place that selects the image: the whole reference, or the tag or digest where those stand apart.</param>
/// <param name="Kind">One of <see cref="FileKinds"/>.</param>
internal sealed record FoundImage(string Text, string Resolved, TextRange Token, string Kind)
{
    /// <summary>The <see cref="PinRefusal"/> of an image that is an output of the file, not an input.</summary>
    public const string BuiltHere = "it is built or pushed here and has no digest yet";

    /// <summary>The file that <see cref="Token"/> is in, or <c>null</c> for the file that is scanned.</summary>
    public SourceText? Source { get; init; }

    /// <summary>Whether the image is one that Kustomize's <c>images</c> apply to.</summary>
    public bool IsKustomizeField { get; init; }

    /// <summary>Why no digest can be written where the image stands, as a sentence without its end; <c>null</c> where one can.</summary>
    public string? PinRefusal { get; init; }

    /// <summary>Why the image is another than the one that is written, or is not known, for want of quotes; a clause, or <c>null</c>.</summary>
    public string? Misreading { get; init; }

    /// <summary>The range of versions of which the newest is taken, or <c>null</c> where the reference says which; the tag is unknown then.</summary>
    public string? Range { get; init; }

    /// <summary>The places of the parts where the file keeps them apart, or <c>null</c> where <see cref="Token"/> is the whole reference.</summary>
    public ImageParts? Parts { get; init; }
}
