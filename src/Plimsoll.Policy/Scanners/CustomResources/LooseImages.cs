using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CustomResources;

/// <summary>
/// The images of resources of which nothing is known: a text behind a key such as <c>image</c> that can be nothing else, and
/// mappings with the parts of one.
/// </summary>
internal sealed class LooseImages
{
    private readonly HashSet<SourceNode> _visited = [];
    private readonly List<FoundImage> _images = [];

    /// <summary>Finds them.</summary>
    public static IReadOnlyList<FoundImage> Find(SourceMapping resource)
    {
        var images = new LooseImages();
        images.Walk(resource, "");
        return images._images;
    }

    private void Walk(SourceNode node, string key)
    {
        if (!_visited.Add(node))
            return;

        if (node is SourceSequence sequence)
        {
            foreach (var item in sequence.Items)
                Walk(item, "");
        }
        else if (node is SourceMapping mapping)
        {
            var parts = Parts(mapping, IsImageKey(key));
            if (parts?.Create(FileKinds.Kubernetes) is { } image)
                _images.Add(image);
            foreach (var (name, value) in mapping.Effective())
            {
                if (DataKeys.IsData(name.Value))
                    continue;
                if (value is not SourceScalar scalar)
                    Walk(value, name.Value);
                else if (IsImageKey(name.Value) && !ReferenceEquals(scalar, parts?.Repository) && !ReferenceEquals(scalar, parts?.Image) && IsImage(scalar, name.Value))
                    _images.Add(new FoundImage(scalar.Value.Trim('\n'), ImageText.Expand(scalar.Value.Trim('\n')), new TextRange(scalar.Start, scalar.End), FileKinds.Kubernetes));
            }
        }
    }

    private static bool IsImage(SourceScalar scalar, string key) =>
        ImageText.IsUnknown(scalar) ? key is "image" or "imageName" or "dockerImage" : ImageText.IsEvident(scalar);

    /// <summary>
    /// The parts of an image: a repository with a tag or a digest, below a key such as <c>image</c> or beside a registry or a policy to
    /// pull; or <c>image</c> with the repository or the tag beside it.
    /// </summary>
    private static ImageFields? Parts(SourceMapping mapping, bool isImage)
    {
        var (registry, repository, image) = (ImageFields.Set(mapping, "registry"), ImageFields.Set(mapping, "repository"), ImageFields.Set(mapping, "image"));
        var (tag, digest) = (ImageFields.Set(mapping, "tag") ?? ImageFields.Set(mapping, "imageTag"), ImageFields.Set(mapping, "digest"));
        var version = tag is null && digest is null ? ImageFields.Set(mapping, "version") : null;
        var fields = new ImageFields(mapping) { Registry = registry, Tag = tag ?? version, Digest = digest, PinRefusal = version is null ? null : "its version is not only a tag" };
        if (image is not null)
        {
            if (ReferenceText.HasSelector(image.Value) || !ImageText.IsReference(image) || ImageText.IsUnknown(image))
                return null;

            // With its repository, as the operators of graphics cards have it: {repository: nvcr.io/nvidia, image: driver, version: "550"}.
            if (repository is not null && ReferenceText.HasHost(repository.Value + "/") && ImageText.IsReference(repository) && (fields.Tag ?? digest) is not null)
                return fields with { Repository = repository, Image = image };
            return tag is not null || digest is not null ? fields with { Repository = image } : null;
        }

        repository ??= isImage ? ImageFields.Set(mapping, "name") : null;
        if (repository is null || !ImageText.IsReference(repository) || !(isImage || registry is not null || mapping["pullPolicy"] is not null || mapping["imagePullPolicy"] is not null))
            return null;
        return (fields.Tag ?? digest) is not null || registry is not null || (isImage && ReferenceText.HasHost(repository.Value)) ? fields with { Repository = repository } : null;
    }

    private static bool IsImageKey(string key) =>
        key.EndsWith("image", StringComparison.OrdinalIgnoreCase) || key.EndsWith("imageName", StringComparison.OrdinalIgnoreCase);
}
