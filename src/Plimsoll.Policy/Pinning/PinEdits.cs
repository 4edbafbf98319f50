using Plimsoll.Oci.Images;
using Plimsoll.Policy.Scanners;
using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Pinning;

/// <summary>Creates the text edits that change the tag and digest at a place in a file.</summary>
internal static class PinEdits
{
    /// <summary>The edits, or why there are none.</summary>
    /// <param name="use">The image as it is.</param>
    /// <param name="text">The text of its file.</param>
    /// <param name="after">The new reference, with tag and digest.</param>
    /// <param name="templates">What the templates of its chart do with its tag, or <c>null</c> where nothing is known of it.</param>
    public static (IReadOnlyList<TextEdit> Edits, string? Problem) Create(ImageUse use, string text, ImageReference after, HelmTagUses? templates = null)
    {
        if (use.PinRefusal is { } refusal)
            return ([], refusal);
        if (use.Misreading is { } misreading)
            return ([], $"{misreading}: put the one that is meant in quotes");
        return use.Parts is { } parts ? CreateForParts(use, parts, text, after, templates) : CreateForReference(use, text, after);
    }

    private static (IReadOnlyList<TextEdit> Edits, string? Problem) CreateForReference(ImageUse use, string text, ImageReference after)
    {
        var (start, end) = (use.Token.Start, use.Token.End);
        var token = text[start..end];
        if (token != use.Text || use.Text != use.Resolved)
            return ([], token.AsSpan().ContainsAny('$', '%') || token.Contains("{{", StringComparison.Ordinal) ? "it is composed of variables" : "it contains escapes or spans several lines");

        // Whatever stands before tag and digest is kept as it is written: docker.io/library/nginx stays, and so does nginx.
        var digest = token.IndexOf('@');
        var nameAndTag = digest < 0 ? token : token[..digest];
        var colon = nameAndTag.LastIndexOf(':');
        var hasTag = colon > nameAndTag.LastIndexOf('/');
        var tagStart = start + (hasTag ? colon : nameAndTag.Length);
        return ([new TextEdit(tagStart, end, $"{(after.Tag is { } tag ? $":{tag}" : "")}@{after.Digest}")], null);
    }

    private static (IReadOnlyList<TextEdit> Edits, string? Problem) CreateForParts(ImageUse use, ImageParts parts, string text, ImageReference after, HelmTagUses? templates)
    {
        // A key that no template reads pins nothing.
        var (edits, digest) = (new List<TextEdit>(), templates is { IsWhole: true } && !templates.Reads(parts.DigestKey) && parts.Digest is not { IsNull: false } ? null : parts.Digest);
        var hasDigestKey = parts.HasDigestKey || (templates?.Other is not null && templates.Reads(parts.DigestKey));
        var isTagPlain = parts.Tag is { IsNull: false } written && IsPlain(written, text);
        if (parts.Tag is { Value.Length: > 0 } tag && after.Tag is not null && use.Reference?.Tag != after.Tag)
        {
            if (!isTagPlain || !(tag.Value == use.Reference?.Tag || tag.Value.StartsWith(use.Reference?.Tag + "@", StringComparison.Ordinal)))
                return ([], "its tag contains escapes or variables, or is an alias");
            edits.Add(new TextEdit(tag.Start, tag.End, tag.IsPlain && !PlainScalar.IsString(after.Tag) ? $"\"{after.Tag}\"" : after.Tag));
        }

        // An empty key has what the templates make of it.
        var isBare = digest is { IsNull: true } && templates?.Reads(parts.DigestKey) == true ? templates.WritesAlgorithm(parts.DigestKey) : parts.IsDigestBare;
        var value = isBare ? after.Digest!.Hex : after.Digest!.ToString();

        // Digits alone, or with one 'e' among them, are a number.
        var plain = PlainScalar.IsString(value) ? value : $"\"{value}\"";
        if (digest is { IsNull: false } && !IsPlain(digest, text))
            return ([], "its digest contains escapes or spans several lines");
        if (digest is not null && (digest.Start < digest.End || IsQuoted(digest, text)))
            edits.Add(new TextEdit(digest.Start, digest.End, digest.IsPlain ? plain : value));
        else if (digest is not null && KeyOf(parts, digest) is { } key && EmptyValue(key, text) is { } place)
            edits.Add(new TextEdit(place, place, $" {plain}"));
        else if (digest is not null || !isTagPlain || parts.Tag is not { } last)
            return ([], "it has neither a digest key nor a plain tag to append a digest to");
        else if (!hasDigestKey && templates?.Other is { } other)
            return ([], $"the chart also uses its tag as something else than the end of a reference, at {other.File}:{other.StartLine}");
        else if (!hasDigestKey)
            return ([new TextEdit(last.Start, last.End, $"{after.Tag}@{after.Digest}")], null);
        else if (KeyOf(parts, last) is { } tagKey)
            edits.Add(NewKey(parts, tagKey, last, text, after.Digest!.ToString()));
        else
            return ([], "its tag comes from an alias or a merge key");
        return (edits, null);
    }

    /// <summary>The key of a value that stands in the mapping itself, right behind that key; <c>null</c> where an alias or a merge brings it there.</summary>
    private static SourceScalar? KeyOf(ImageParts parts, SourceScalar value)
    {
        var entries = parts.Mapping.Entries;
        for (var i = 0; i < entries.Count; i++)
            if (entries[i].Value == value)
                return entries[i].Key is SourceScalar key && key.End <= value.Start && (i + 1 == entries.Count || entries[i + 1].Key is not SourceScalar next || value.End <= next.Start) ? key : null;
        return null;
    }

    /// <summary>The place behind the colon of a key, where nothing but that stands.</summary>
    private static int? EmptyValue(SourceScalar key, string text)
    {
        var colon = key.End + (IsQuoted(key, text) ? 1 : 0);
        if (colon >= text.Length || text[colon] != ':')
            return null;

        // An anchor or a tag stands before the value that they are given.
        var next = colon + 1;
        while (next < text.Length && text[next] is ' ' or '\t')
            next++;
        return next < text.Length && text[next] is '&' or '!' ? null : colon + 1;
    }

    /// <summary>A key behind that of the tag: on a line of its own, or behind a comma where the mapping is written in braces.</summary>
    private static TextEdit NewKey(ImageParts parts, SourceScalar key, SourceScalar tag, string text, string digest)
    {
        var end = tag.End + (IsQuoted(tag, text) ? 1 : 0);
        if (parts.Mapping.IsFlow)
            return new TextEdit(end, end, IsQuoted(key, text) && text[key.End] == '"' ? $", \"{parts.DigestKey}\": \"{digest}\"" : $", {parts.DigestKey}: {digest}");

        // The keys of the mapping are indented as that of the tag; one behind '- ' is indented by as much.
        var keyStart = key.Start - (IsQuoted(key, text) ? 1 : 0);
        var lineStart = text.LastIndexOf('\n', Math.Max(0, keyStart - 1)) + 1;
        var lineEnd = text.IndexOf('\n', end);
        var lineBreak = lineEnd > 0 && text[lineEnd - 1] == '\r' ? "\r\n" : "\n";
        var at = lineEnd < 0 ? text.Length : lineBreak.Length == 2 ? lineEnd - 1 : lineEnd;
        return new TextEdit(at, at, $"{lineBreak}{new string(' ', keyStart - lineStart)}{parts.DigestKey}: {digest}");
    }

    private static bool IsQuoted(SourceScalar scalar, string text) => scalar.Start > 0 && scalar.End < text.Length && text[scalar.Start - 1] is '"' or '\'' && text[scalar.End] == text[scalar.Start - 1];

    private static bool IsPlain(SourceScalar scalar, string text) => scalar.End > scalar.Start && text[scalar.Start..scalar.End] == scalar.Value;
}
