namespace Plimsoll.Policy.Scanners.GitOps;

/// <summary>
/// The images in the values of a Helm chart: mappings with a <c>repository</c> or, under a key like <c>image</c>, a <c>tag</c> or
/// <c>digest</c>, and whole references under such keys. What the values leave out is the chart's to say, and unknown.
/// </summary>
internal static class PartedImages
{
    private static readonly string Unknown = ImageUse.Unknown.ToString();

    /// <summary>An image as the values have it.</summary>
    /// <param name="Text">What is written of it, put together.</param>
    /// <param name="Resolved">The same with unknown parts marked.</param>
    /// <param name="Token">The scalar that decides which image it is.</param>
    /// <param name="Parts">The places of the parts, or <c>null</c> for a whole reference.</param>
    internal sealed record Found(string Text, string Resolved, SourceScalar Token, ImageParts? Parts);

    /// <summary>All images of the values.</summary>
    public static IEnumerable<Found> Find(SourceNode values, ReadParts read)
    {
        var found = new List<Found>();
        Walk(values, isImage: false, found, read, 0);
        return found;
    }

    /// <summary>The image that a mapping's keys make up, or <c>null</c> where they are no image's.</summary>
    /// <param name="values">The mapping.</param>
    /// <param name="isImage">Whether it stands where only an image would.</param>
    public static Found? Of(SourceMapping values, bool isImage)
    {
        var (registry, repository) = (Part(values, "registry"), Part(values, "repository"));
        var (tag, digest) = (Part(values, "tag"), Part(values, "digest") ?? Part(values, "sha"));
        if (repository is null ? !isImage || (tag ?? digest) is null : !isImage && (tag ?? digest) is null)
            return null;

        // Charts and Git repositories have such keys too, and addresses for values.
        if (repository?.Value.Contains("://", StringComparison.Ordinal) == true)
            return null;

        var name = (registry is null ? "" : registry.Value + "/") + repository?.Value;
        var hash = digest is null ? "" : "@" + (digest.Value.Contains(':') ? digest.Value : "sha256:" + digest.Value);
        var text = name + (tag is null ? "" : ":" + tag.Value) + hash;
        var resolved = (repository is null ? name + Unknown : name) + (tag is not null ? ":" + tag.Value : digest is null ? ":" + Unknown : "") + hash;
        var parts = new ImageParts { Mapping = values, Repository = repository, Tag = Written(values, "tag"), Digest = Written(values, "digest") };
        return new Found(text, Template(resolved), digest ?? tag ?? repository!, parts);
    }

    private static void Walk(SourceNode node, bool isImage, List<Found> found, ReadParts read, int depth)
    {
        if (depth > YamlReader.MaximumDepth || !read.Add(node, isImage))
            return;

        if (node is SourceSequence sequence)
        {
            foreach (var item in sequence.Items)
                Walk(item, isImage: false, found, read, depth + 1);
        }
        else if (node is SourceMapping mapping)
        {
            if (Of(mapping, isImage) is { } image)
                found.Add(image);
            foreach (var (key, value) in mapping.Effective())
            {
                var isUnderImage = key.Value.EndsWith("image", StringComparison.OrdinalIgnoreCase);
                if (isUnderImage && value is SourceScalar scalar && IsReference(scalar, key.Value))
                    found.Add(new Found(scalar.Value.Trim('\n'), Template(scalar.Value.Trim('\n')), scalar, null));
                else
                    Walk(value, isUnderImage, found, read, depth + 1);
            }
        }
    }

    /// <summary>A bare word is an image only under the key <c>image</c>; elsewhere it may be anything.</summary>
    private static bool IsReference(SourceScalar scalar, string key) =>
        !scalar.IsNull && !scalar.Value.Contains(' ') && !scalar.Value.Contains("://", StringComparison.Ordinal) && (key == "image" ? scalar.Value is not ("true" or "false") : scalar.Value.AsSpan().IndexOfAny(':', '/') > 0);

    private static string Template(string text) => Interpolation.Expand(text, static _ => null);

    private static SourceScalar? Part(SourceMapping values, string key) => Written(values, key) is { IsNull: false } scalar ? scalar : null;

    private static SourceScalar? Written(SourceMapping values, string key) => values.Scalar(key);
}
