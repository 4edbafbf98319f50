using Plimsoll.Oci.Images;
using Plimsoll.Policy.Scanners;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy;

/// <summary>One place in a file that refers to an image.</summary>
public sealed record ImageUse
{
    /// <summary>Stands in resolved text for the unknown value of a variable; files never contain it.</summary>
    internal const char Unknown = '\uFFFF';

    private ImageUse(FoundImage found, string? resolved, SourceText source, string usedBy)
    {
        Text = found.Text;
        Resolved = resolved;
        Span = source.Span(found.Token.Start, found.Token.End);
        Kind = found.Kind;
        Excerpt = source.Excerpt(found.Token.Start);
        UsedBy = usedBy;
        Token = found.Token;
        Parts = found.Parts;
        PinRefusal = found.PinRefusal;
        Misreading = found.Misreading;
        IsKustomizeField = found.IsKustomizeField;
        Range = found.Range;
    }

    /// <summary>The reference as the file has it, variables included: <c>nginx:${TAG:-1.27}</c>.</summary>
    public string Text { get; }

    /// <summary>The reference with its variables replaced, or <c>null</c> where one has no known value.</summary>
    public string? Resolved { get; }

    /// <summary>The parsed reference, or <c>null</c> where it is not resolved, or resolved but not a reference.</summary>
    public ImageReference? Reference { get; private init; }

    /// <summary>Why a resolved text is not a reference, or <c>null</c>.</summary>
    public string? Error { get; private init; }

    /// <summary>Why it is not resolved, a clause, where that is not for want of a value; else <c>null</c>.</summary>
    internal string? UnresolvedReason { get; private init; }

    /// <summary>Tag and digest, or <c>null</c> where they depend on an unknown variable or the text is not a reference.</summary>
    public ImageSelector? Selector { get; private init; }

    /// <summary>The image token.</summary>
    public SourceSpan Span { get; }

    /// <summary>One of <see cref="FileKinds"/>.</summary>
    public string Kind { get; }

    /// <summary>The name to show: resolved where possible, else as written.</summary>
    public string Image => Resolved ?? Text;

    /// <summary>The text around the token.</summary>
    public SourceExcerpt? Excerpt { get; }

    /// <summary>
    /// The path of the file that uses the image, as reported; its environment decides how strict the policy is.
    /// Another than that of <see cref="Span"/> where, say, a Kustomize overlay uses what a base names.
    /// </summary>
    public string UsedBy { get; private init; }

    /// <summary>The place of the token in the text of its file.</summary>
    internal TextRange Token { get; }

    /// <summary>The places of the parts where the file keeps them apart.</summary>
    internal ImageParts? Parts { get; }

    /// <summary>Why no digest can be written where the image stands, or <c>null</c>.</summary>
    internal string? PinRefusal { get; }

    /// <summary>Why it is another than the one that is written, or is not known, for want of quotes; a clause, or <c>null</c>.</summary>
    internal string? Misreading { get; }

    /// <summary>Whether the image is one that Kustomize's <c>images</c> apply to.</summary>
    internal bool IsKustomizeField { get; }

    /// <summary>The range of versions of which the newest is taken, or <c>null</c> where tag and digest say which.</summary>
    internal string? Range { get; }

    /// <summary>The name without tag and digest where a <see cref="Range"/> selects the version, and the name is known; else <c>null</c>.</summary>
    internal ImageReference? RangeRepository { get; private init; }

    /// <summary>The same image as used by another file.</summary>
    internal ImageUse By(string file) => this with { UsedBy = file };

    /// <summary>Interprets what a scanner found.</summary>
    internal static ImageUse Create(FoundImage found, SourceText source, string usedBy)
    {
        if (found.Resolved.Contains(Unknown))
            return new ImageUse(found, null, source, usedBy) { Selector = SelectorOfPartial(found.Resolved), RangeRepository = RepositoryOfRange(found) };

        if (ImageReference.TryParse(found.Resolved, out var reference, out var error))
            return reference is { Tag: { } tag, Digest: null } && TextPlaceholders.IsTag(tag)
                ? new ImageUse(found, null, source, usedBy)
                : new ImageUse(found, found.Resolved, source, usedBy) { Reference = reference, Selector = new ImageSelector(reference.Tag, reference.Digest) };

        return TextPlaceholders.Mark(found.Resolved) is { } marked
            ? new ImageUse(found, null, source, usedBy) { Selector = SelectorOfPartial(marked), UnresolvedReason = TextPlaceholders.Reason(found.Resolved) }
            : new ImageUse(found, found.Resolved, source, usedBy) { Error = error };
    }

    private static ImageReference? RepositoryOfRange(FoundImage found) =>
        found.Range is not null && found.Resolved.Split(':' + Unknown.ToString())[0] is var name && !name.Contains(Unknown) && ImageReference.TryParse(name, out var repository) ? repository : null;

    /// <summary>A variable before the last '/' cannot hold the tag, nor can one before a literal ':' or '@' in the last part.</summary>
    private static ImageSelector? SelectorOfPartial(string resolved)
    {
        var lastUnknown = resolved.LastIndexOf(Unknown);
        var known = resolved.AsSpan(lastUnknown + 1);
        if (known.IndexOfAny('/', ':', '@') < 0)
            return null;

        // 'x' is a legal piece of a host and of a repository, which is all that the unknown parts can be here.
        return ImageReference.TryParse(resolved.Replace(Unknown, 'x'), out var reference) && !(reference is { Tag: { } tag, Digest: null } && TextPlaceholders.IsTag(tag))
            ? new ImageSelector(reference.Tag, reference.Digest)
            : null;
    }
}
