using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitOps;

/// <summary>Kustomize's image transformers where they are given to a tool, not in a kustomization file.</summary>
internal static class KustomizeImages
{
    /// <summary>Entries with <c>name</c>, <c>newName</c>, <c>newTag</c> and <c>digest</c>; one that sets neither of the last two leaves the tag to others.</summary>
    public static IEnumerable<FoundImage> FromMappings(SourceNode? images, string kind)
    {
        foreach (var entry in (images as SourceSequence)?.Items.OfType<SourceMapping>() ?? [])
        {
            var name = Set(entry, "newName") ?? Set(entry, "name");
            var (tag, digest) = (Set(entry, "newTag"), Set(entry, "digest"));
            if (name is null || (digest ?? tag) is not { } token)
                continue;

            // The digest takes the tag's place.
            var selector = digest is not null ? "@" + digest.Value : ":" + tag!.Value;
            var read = digest is not null ? selector : ":" + UnquotedTag.Read(tag!, inTemplate: false);
            yield return new FoundImage(name.Value + selector, Expand(name.Value + read), new TextRange(token.Start, token.End), kind)
            {
                Misreading = UnquotedTag.Misreading(tag, inTemplate: false),
                Parts = new ImageParts { Mapping = entry, HasDigestKey = true, Repository = Set(entry, "newName"), Tag = tag, Digest = entry.Scalar("digest") },
            };
        }
    }

    /// <summary>Argo CD's short form: <c>name=image:tag</c> or <c>image:tag</c>.</summary>
    public static IEnumerable<FoundImage> FromTexts(SourceNode? images, SourceText source, string kind)
    {
        foreach (var entry in (images as SourceSequence)?.Items.OfType<SourceScalar>() ?? [])
        {
            if (entry.IsNull)
                continue;

            var text = entry.Value.Trim('\n');
            var start = text.IndexOf('=') + 1;
            var isAsWritten = entry.End - entry.Start == text.Length && source.Text.AsSpan(entry.Start, text.Length).SequenceEqual(text);
            if (start < text.Length)
                yield return new FoundImage(text[start..], Expand(text[start..]), new TextRange(isAsWritten ? entry.Start + start : entry.Start, entry.End), kind);
        }
    }

    // Flux substitutes ${VAR:=default}; an ApplicationSet has {{ }}.
    private static string Expand(string text) => Interpolation.Expand(text, static _ => null);

    private static SourceScalar? Set(SourceMapping entry, string key) => entry.Scalar(key) is { IsNull: false } scalar ? scalar : null;
}
