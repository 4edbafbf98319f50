using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy;

/// <summary>One place in a workflow or an action that uses an action, or a reusable workflow, of a repository.</summary>
/// <param name="Text">What stands there.</param>
/// <param name="Reference">The same, read; <c>null</c> where it is not a valid reference or not resolved.</param>
/// <param name="IsUnresolved">Whether an expression, or a template, puts a part of it in.</param>
/// <param name="Span">The token.</param>
/// <param name="Token">The place of the token in the text of its file.</param>
/// <param name="Comment">What stands behind it on its line.</param>
internal sealed record ActionUse(string Text, ActionReference? Reference, bool IsUnresolved, SourceSpan Span, TextRange Token, VersionComment Comment)
{
    /// <summary>The text around the token.</summary>
    public SourceExcerpt? Excerpt { get; private init; }

    /// <summary>Whether the file is one of Gitea or Forgejo, where a setting of the server says where actions without an address come from.</summary>
    public bool IsServerOpen { get; init; }

    /// <summary>Interprets what a scanner found; <c>null</c> where it names something beside the file, or an image.</summary>
    public static ActionUse? Create(string text, bool isUnresolved, TextRange token, SourceText source)
    {
        if (text.Length == 0 || ActionReference.IsLocalOrImage(text))
            return null;

        isUnresolved |= text.Contains("${{", StringComparison.Ordinal);
        return new ActionUse(text, isUnresolved ? null : ActionReference.Parse(text), isUnresolved, source.Span(token.Start, token.End), token, VersionComment.Behind(source.Text, token))
        {
            Excerpt = source.Excerpt(token.Start),
        };
    }
}
