using System.Text.Json.Nodes;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Builds;

/// <summary>
/// An image with further labels and annotations: those that its builder did not accept, or truncated. Layers stay what they
/// are, and an image that says everything already stays the same bytes. Of configuration and manifest only these members
/// are changed, so that whatever else they say stays. Where nothing is released, none claims a version.
/// </summary>
internal sealed class LabelledImage
{
    private readonly EditedImage _image;
    private readonly ImageMetadata _marks;
    private int _dropped;

    private LabelledImage(IImageSource source, ImageMetadata marks) => (_image, _marks) = (new EditedImage(source), marks);

    /// <summary>The image with the marks, and where to read it from.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="manifest">The image.</param>
    /// <param name="marks">What it should say of itself.</param>
    /// <param name="warnings">Is told of attestations that had to go; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="PlimsollException">A manifest or configuration is not readable (exit code 2).</exception>
    public static async Task<(IImageSource Source, ManifestContent Manifest)> LabelAsync(IImageSource source, ManifestContent manifest, ImageMetadata marks, IProgress<string>? warnings, CancellationToken cancellationToken)
    {
        var marked = new LabelledImage(source, marks);
        var root = await marked.LabelAsync(manifest, depth: 0, isAttested: false, cancellationToken);
        if (marked._dropped > 0)
            warnings?.Report($"{Quantity.Format(marked._dropped, "attestation")} of the built image {(marked._dropped == 1 ? "is" : "are")} not published: the builder left labels that had to be changed afterwards, such as the version of a base image that is not this image's");
        return root.Descriptor.Digest == manifest.Descriptor.Digest ? (source, manifest) : (marked._image, root);
    }

    private async Task<ManifestContent> LabelAsync(ManifestContent content, int depth, bool isAttested, CancellationToken cancellationToken)
    {
        if (depth > ImageCopier.MaximumDepth)
            throw PlimsollException.Usage($"The index {content.Descriptor.Digest} is nested too deeply.");

        return content.Parse() switch
        {
            ImageIndex index => Keep(content, await MarkIndexAsync(content, index, depth, cancellationToken)),
            ImageManifest { Config.MediaType: MediaTypes.OciConfig or MediaTypes.DockerConfig } image => Keep(content, await MarkImageAsync(content, image, isAttested, cancellationToken)),
            _ => content,
        };
    }

    private async Task<JsonObject> MarkIndexAsync(ManifestContent content, ImageIndex index, int depth, CancellationToken cancellationToken)
    {
        var root = ImageJson.Parse(content.Bytes, "index");
        var entries = (JsonArray)root["manifests"]!;
        var changed = new HashSet<string>();
        var attested = index.Manifests.Select(Attestations.SubjectOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (descriptor, entry) in index.Manifests.Zip(entries.Cast<JsonObject>()))
        {
            if (Attestations.IsAttestation(descriptor))
                continue;

            var child = await LabelAsync(await _image.Before.GetManifestAsync(descriptor.Digest.ToString(), cancellationToken), depth + 1, attested.Contains(descriptor.Digest.ToString()), cancellationToken);
            if (child.Descriptor.Digest == descriptor.Digest)
                continue;

            changed.Add(descriptor.Digest.ToString());
            ImageJson.Point(entry, child.Descriptor);
        }

        // They are about the bytes that were, and would be wrong of those that are.
        foreach (var attestation in entries.Where(entry => changed.Contains((string?)entry!["annotations"]?[Attestations.SubjectAnnotation] ?? "")).ToList())
        {
            entries.Remove(attestation);
            _dropped++;
        }

        Annotate(root, content.Descriptor.MediaType);
        return root;
    }

    private async Task<JsonObject> MarkImageAsync(ManifestContent content, ImageManifest image, bool isAttested, CancellationToken cancellationToken)
    {
        var root = ImageJson.Parse(content.Bytes, "manifest");
        if (await MarkConfigAsync(image.Config, cancellationToken) is { } config)
        {
            ImageJson.Point(root["config"]!, config);
        }
        else if (isAttested)
        {
            // Its labels say it all, and the annotations are those of the index; the attestation is worth more than a copy of them.
            return root;
        }

        Annotate(root, content.Descriptor.MediaType);
        return root;
    }

    /// <summary>The changed configuration, or <c>null</c> where it has every label.</summary>
    private async Task<Descriptor?> MarkConfigAsync(Descriptor descriptor, CancellationToken cancellationToken)
    {
        var root = await ImageJson.ReadConfigAsync(_image.Before, descriptor, cancellationToken);
        if (!Set(root, ["config", "Labels"], _marks.Labels) & !ClearVersion(root, ["config", "Labels"]))
            return null;

        return _image.Add(descriptor.MediaType, ConfigEditor.Serialize(root));
    }

    /// <summary>Docker's own types have no annotations.</summary>
    private void Annotate(JsonObject root, string mediaType)
    {
        if (mediaType is not (MediaTypes.OciManifest or MediaTypes.OciIndex))
            return;

        Set(root, ["annotations"], _marks.Annotations);
        ClearVersion(root, ["annotations"]);
    }

    /// <summary>
    /// Removes the version where none is released: a base image left its own there, or a project's build the 1.0.0 that it has
    /// until somebody sets another.
    /// </summary>
    /// <returns>Whether there was one.</returns>
    private bool ClearVersion(JsonObject root, string[] path)
    {
        if (_marks.Labels.ContainsKey(ImageLabels.Version) || Find(root, path) is not { } values)
            return false;

        var isCleared = false;
        foreach (var name in BaseImage.VersionLabels)
            isCleared |= values.Remove(name);
        return isCleared;
    }

    private static JsonObject? Find(JsonObject root, string[] path) => path.Aggregate((JsonNode?)root, (node, name) => (node as JsonObject)?[name]) as JsonObject;

    /// <summary>Whether a value had to be set.</summary>
    private static bool Set(JsonObject root, string[] path, IReadOnlyDictionary<string, string> values)
    {
        var there = Find(root, path);
        var missing = values.Where(value => there?[value.Key] is not JsonValue text || !text.TryGetValue<string>(out var current) || current != value.Value)
            .OrderBy(value => value.Key, StringComparer.Ordinal)
            .ToList();
        if (missing.Count == 0)
            return false;

        var owner = path.Aggregate(root, (node, name) =>
        {
            if (node[name] is not JsonObject)
                node[name] = new JsonObject();
            return (JsonObject)node[name]!;
        });
        foreach (var (name, value) in missing)
            owner[name] = value;
        return true;
    }

    private ManifestContent Keep(ManifestContent before, JsonObject root)
    {
        // What says the same is kept to the byte.
        if (JsonNode.DeepEquals(root, ImageJson.Parse(before.Bytes, "manifest")))
            return before;

        var changed = ManifestContent.Create(before.Descriptor.MediaType, ConfigEditor.Serialize(root));
        _image.Add(changed);
        return changed;
    }
}
