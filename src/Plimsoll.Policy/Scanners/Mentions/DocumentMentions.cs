using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Mentions;

/// <summary>
/// Finds images that a document mentions and its scanner does not know: behind a key that ends in <c>image</c> where no
/// scanner knows the document, else behind exactly that key.
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
                if (value is not SourceScalar image)
                    Walk(value, visited);
                else if (key is SourceScalar { Value: var name } && (isRecognised ? name == "image" : ImageKey().IsMatch(name)) && ImageMention.IsReference(image.Value.Trim('\n')) && !context.IsSeen(image) && image.Start < (first ?? int.MaxValue))
                    first = image.Start;
            }
        }
    }

    [GeneratedRegex("image(?:[_-]?(?:name|uri|url|ref|reference))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ImageKey();
}
