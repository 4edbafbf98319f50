using Plimsoll.Images;
using Plimsoll.Policy.Scanners;

namespace Plimsoll.Policy.Pinning;

/// <summary>Finds what has to be written where, so that a place in a file names another tag and digest.</summary>
internal static class PinEdits
{
    /// <summary>The edits, or why there are none.</summary>
    /// <param name="use">The image as it is.</param>
    /// <param name="text">The text of its file.</param>
    /// <param name="after">The image as it shall be: with tag and digest.</param>
    public static (IReadOnlyList<TextEdit> Edits, string? Problem) Of(ImageUse use, string text, ImageReference after) =>
        use.Parts is { } parts ? OfParts(use, parts, text, after) : OfWhole(use, text, after);

    private static (IReadOnlyList<TextEdit> Edits, string? Problem) OfWhole(ImageUse use, string text, ImageReference after)
    {
        var (start, end) = (use.Token.Start, use.Token.End);
        var token = text[start..end];
        if (token != use.Text || use.Text != use.Resolved)
            return ([], token.Contains('$') || token.Contains("{{", StringComparison.Ordinal) ? "it is put together from variables" : "it is written with escapes, or over several lines");

        // Whatever stands before tag and digest is kept as it is written: docker.io/library/nginx stays, and so does nginx.
        var digest = token.IndexOf('@');
        var nameAndTag = digest < 0 ? token : token[..digest];
        var colon = nameAndTag.LastIndexOf(':');
        var hasTag = colon > nameAndTag.LastIndexOf('/');
        var tagStart = start + (hasTag ? colon : nameAndTag.Length);
        return ([new TextEdit(tagStart, end, $"{(after.Tag is { } tag ? $":{tag}" : "")}@{after.Digest}")], null);
    }

    private static (IReadOnlyList<TextEdit> Edits, string? Problem) OfParts(ImageUse use, ImageParts parts, string text, ImageReference after)
    {
        var edits = new List<TextEdit>();
        if (parts.Tag is { } written && after.Tag is { } tag && use.Reference?.Tag != tag)
        {
            if (!IsPlain(written, text) || !(written.Value == use.Reference?.Tag || written.Value.StartsWith(use.Reference?.Tag + "@", StringComparison.Ordinal)))
                return ([], "its tag is written with escapes, variables or an alias");
            edits.Add(new TextEdit(written.Start, written.End, tag));
        }

        if (parts.Digest is { } digest)
            edits.Add(digest.Start == digest.End && !IsQuoted(digest, text)
                ? new TextEdit(digest.Start, digest.End, $"{(digest.Start > 0 && text[digest.Start - 1] == ':' ? " " : "")}{after.Digest}")
                : new TextEdit(digest.Start, digest.End, after.Digest!.ToString()));
        else if (parts.Tag is not { } last || !IsPlain(last, text))
            return ([], "there is no key for a digest beside it, and no plain tag to put one behind");
        else if (use.Kind == FileKinds.Kustomize)
            edits.Add(NewKey(parts, last, text, $"digest: {after.Digest}"));
        else
            return ([new TextEdit(last.Start, last.End, $"{after.Tag}@{after.Digest}")], null);
        return (edits, null);
    }

    /// <summary>A key behind that of the tag: on a line of its own, or behind a comma where the mapping is written in braces.</summary>
    private static TextEdit NewKey(ImageParts parts, SourceScalar tag, string text, string entry)
    {
        var end = tag.End + (IsQuoted(tag, text) ? 1 : 0);
        if (parts.Mapping.IsFlow)
            return new TextEdit(end, end, $", {entry}");

        // Another key of the mapping tells how far it is indented; one behind '- ' is indented by as much.
        var key = parts.Mapping.Entries.First(pair => pair.Value == tag).Key is SourceScalar scalar ? scalar.Start : tag.Start;
        var lineStart = text.LastIndexOf('\n', Math.Max(0, key - 1)) + 1;
        var lineEnd = text.IndexOf('\n', end);
        var lineBreak = lineEnd > 0 && text[lineEnd - 1] == '\r' ? "\r\n" : "\n";
        var at = lineEnd < 0 ? text.Length : lineBreak.Length == 2 ? lineEnd - 1 : lineEnd;
        return new TextEdit(at, at, lineBreak + new string(' ', key - lineStart) + entry);
    }

    private static bool IsQuoted(SourceScalar scalar, string text) => scalar.Start > 0 && scalar.End < text.Length && text[scalar.Start - 1] is '"' or '\'' && text[scalar.End] == text[scalar.Start - 1];

    private static bool IsPlain(SourceScalar scalar, string text) => scalar.End > scalar.Start && text[scalar.Start..scalar.End] == scalar.Value;
}
