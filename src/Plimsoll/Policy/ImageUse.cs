using Plimsoll.Images;

namespace Plimsoll.Policy;

/// <summary>One place in a file that names an image.</summary>
public sealed record ImageUse
{
    /// <summary>Stands in resolved text for the value of a variable that nobody knows. It is no character of any file.</summary>
    internal const char Unknown = '\uFFFF';

    private ImageUse(string text, string? resolved, SourceSpan span, string kind)
    {
        Text = text;
        Resolved = resolved;
        Span = span;
        Kind = kind;
    }

    /// <summary>The reference as the file has it, variables included: <c>nginx:${TAG:-1.27}</c>.</summary>
    public string Text { get; }

    /// <summary>The reference with its variables replaced, or <c>null</c> where one has no known value.</summary>
    public string? Resolved { get; }

    /// <summary>The parsed reference, or <c>null</c> where it is not resolved, or resolved but not a reference.</summary>
    public ImageReference? Reference { get; private init; }

    /// <summary>Why a resolved text is not a reference, or <c>null</c>.</summary>
    public string? Error { get; private init; }

    /// <summary>Tag and digest, or <c>null</c> where they depend on an unknown variable or the text is not a reference.</summary>
    public ImageSelector? Selector { get; private init; }

    /// <summary>The image token.</summary>
    public SourceSpan Span { get; }

    /// <summary>One of <see cref="FileKinds"/>.</summary>
    public string Kind { get; }

    /// <summary>The name to show: resolved where possible, else as written.</summary>
    public string Image => Resolved ?? Text;

    /// <summary>The text around the token.</summary>
    public SourceExcerpt? Excerpt { get; internal init; }

    /// <summary>Interprets a text whose unknown parts are marked with <see cref="Unknown"/>.</summary>
    internal static ImageUse Create(string text, string resolved, SourceSpan span, string kind, SourceExcerpt? excerpt)
    {
        if (resolved.Contains(Unknown))
            return new ImageUse(text, null, span, kind) { Selector = SelectorOfPartial(resolved), Excerpt = excerpt };

        return ImageReference.TryParse(resolved, out var reference, out var error)
            ? new ImageUse(text, resolved, span, kind) { Reference = reference, Selector = new ImageSelector(reference.Tag, reference.Digest), Excerpt = excerpt }
            : new ImageUse(text, resolved, span, kind) { Error = error, Excerpt = excerpt };
    }

    /// <summary>A variable before the last '/' cannot hold the tag, nor can one before a literal ':' or '@' in the last part.</summary>
    private static ImageSelector? SelectorOfPartial(string resolved)
    {
        var lastUnknown = resolved.LastIndexOf(Unknown);
        var known = resolved.AsSpan(lastUnknown + 1);
        if (known.IndexOfAny('/', ':', '@') < 0)
            return null;

        // 'x' is a legal piece of a host and of a repository, which is all that the unknown parts can be here.
        return ImageReference.TryParse(resolved.Replace(Unknown, 'x'), out var reference)
            ? new ImageSelector(reference.Tag, reference.Digest)
            : null;
    }
}
