using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Mentions;

/// <summary>
/// Finds images that a document mentions and its scanner does not know: behind a key that ends in <c>image</c> where no
/// scanner knows the document, in a text or in parts, else behind exactly <c>image</c>, <c>Image</c>, <c>imageName</c> or <c>dockerImage</c>; and behind such keys in texts of several lines, and of JSON.
/// </summary>
internal static partial class DocumentMentions
{
    /// <summary>Where the first one starts, or <c>null</c>.</summary>
    public static int? Find(SourceNode document, bool isRecognised, ScanContext context)
    {
        int? first = null;
        Walk(document, []);
        return first;

        void Walk(SourceNode node, HashSet<SourceNode> visited)
        {
            if (!visited.Add(node))
                return;

            foreach (var item in (node as SourceSequence)?.Items ?? [])
                Walk(item, visited);
            foreach (var (key, value) in (node as SourceMapping)?.Entries ?? [])
            {
                Walk(key, visited);
                if (value is SourceScalar scalar && key is SourceScalar written && Name(written.Value) is var name && (isRecognised ? name is "image" or "imageName" or "Image" or "dockerImage" : name.Contains("image", StringComparison.OrdinalIgnoreCase) && ImageKey().IsMatch(name)))
                    Value(scalar);
                else if (!isRecognised && value is SourceMapping parts && key is SourceScalar { Value: var around } && ImageKey().IsMatch(around))
                    Parts(parts);
                Walk(value, visited);
            }

            if (node is SourceScalar text)
                Lines(text);
        }

        // A stray word before a key in quotes makes one key of both: s "image": x
        static string Name(string key) => key is [.., '"' or '\''] ? key[..^1].Split(key[^1])[^1] : key;

        void Value(SourceScalar image)
        {
            if (ImageMention.IsImage(image.Value.Trim('\n')) && !context.IsSeen(image))
                Found(image.Start);
        }

        // {repository: acme/web, tag: 1.2.3}, or only the tag.
        void Parts(SourceMapping image)
        {
            if (image.Scalar("tag") is { IsNull: false } tag && (tag.Value == "latest" || tag.Value.Any(char.IsAsciiDigit)) && ReferenceText.IsReference((image.Scalar("repository")?.Value ?? "x") + ":" + tag.Value) && !context.IsSeen(tag))
                Found(tag.Start);
        }

        void Lines(SourceScalar scalar)
        {
            var text = context.Source.Text.AsSpan(scalar.Start, scalar.End - scalar.Start);
            if ((text.Contains('\n') || text.Contains("fromJSON(", StringComparison.OrdinalIgnoreCase)) && text.Contains("mage", StringComparison.Ordinal))
                foreach (var offset in ImageMention.FindKeys(text.ToString()))
                    if (!context.IsKnown(scalar.Start + offset))
                        Found(scalar.Start + offset);
        }

        void Found(int offset) => first = Math.Min(first ?? offset, offset);
    }

    [GeneratedRegex("image(?:[_-]?(?:name|uri|url|ref|reference))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ImageKey();
}
