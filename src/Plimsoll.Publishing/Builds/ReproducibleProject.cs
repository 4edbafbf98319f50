using System.Text.Json.Nodes;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Assembly;

namespace Plimsoll.Publishing.Builds;

/// <summary>
/// The image that the SDK of .NET built, with one time in place of those of the build: the compiler gives the same bytes for the
/// same commit, but the SDK writes when it ran into layer, configuration and labels, and files in the order of the disk
/// (dotnet/sdk-container-builds; SOURCE_DATE_EPOCH counts from .NET 11 on). What other builders wrote stays.
/// </summary>
internal sealed class ReproducibleProject
{
    /// <summary>What the SDK writes into the history of its layer.</summary>
    private const string Sdk = ".NET SDK Container Tooling";

    /// <summary>The times that it labels an image with.</summary>
    private static readonly string[] TimeLabels = ["org.opencontainers.image.created", "org.opencontainers.artifact.created"];

    private readonly EditedImage _image;
    private readonly DateTimeOffset _time;
    private readonly string _folder;

    private ReproducibleProject(IImageSource source, DateTimeOffset time, string folder) => (_image, _time, _folder) = (new EditedImage(source), time, folder);

    /// <summary>The image with one time, and where to read it from.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="manifest">The image, or an index of platforms.</param>
    /// <param name="time">The time.</param>
    /// <param name="folder">Where its layers are written; they must stay there as long as the image is used.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<(IImageSource Source, ManifestContent Manifest)> CreateAsync(IImageSource source, ManifestContent manifest, DateTimeOffset time, string folder, CancellationToken cancellationToken)
    {
        var project = new ReproducibleProject(source, time, folder);
        return (project._image, await project.EditAsync(manifest, depth: 0, cancellationToken));
    }

    private async Task<ManifestContent> EditAsync(ManifestContent content, int depth, CancellationToken cancellationToken)
    {
        if (depth > ImageCopier.MaximumDepth)
            throw PlimsollException.Usage($"The index {content.Descriptor.Digest} is nested too deeply.");

        var root = ImageJson.Parse(content.Bytes, "manifest");
        switch (content.Parse())
        {
            case ImageIndex index:
                foreach (var (descriptor, entry) in index.Manifests.Zip(((JsonArray)root["manifests"]!).OfType<JsonObject>()))
                    ImageJson.Point(entry, (await EditAsync(await _image.Before.GetManifestAsync(descriptor.Digest.ToString(), cancellationToken), depth + 1, cancellationToken)).Descriptor);
                break;
            case ImageManifest { Layers: [.., var top] } image when await EditConfigAsync(image, top, cancellationToken) is var (config, layer):
                ImageJson.Point(root["config"]!, config);
                ImageJson.Point(((JsonArray)root["layers"]!)[^1]!, layer);
                break;
            default:
                return content;
        }

        var edited = ManifestContent.Create(content.Descriptor.MediaType, ConfigEditor.Serialize(root));
        _image.Add(edited);
        return edited;
    }

    /// <summary>The configuration and the topmost layer; <c>null</c> where that is not the SDK's.</summary>
    private async Task<(Descriptor Config, Descriptor Layer)?> EditConfigAsync(ImageManifest image, Descriptor top, CancellationToken cancellationToken)
    {
        var root = await ImageJson.ReadConfigAsync(_image.Before, image.Config, cancellationToken);

        // Layers of Windows say more of their files than is copied here.
        if ((string?)root["os"] != "linux" || root["history"] is not JsonArray { Count: > 0 } history || history[^1] is not JsonObject step || (string?)step["created_by"] is not { } by || !by.StartsWith(Sdk, StringComparison.Ordinal)
            || root["rootfs"]?["diff_ids"] is not JsonArray { Count: > 0 } layers || layers.Count != image.Layers.Count)
            return null;

        var file = Path.Combine(_folder, top.Digest.Hex);
        await using (var content = await _image.Before.OpenBlobAsync(top, cancellationToken))
        {
            var (layer, diffId) = await LayerRewriter.WriteAsync(content, _time, file, cancellationToken);
            top = layer with { MediaType = top.MediaType };
            layers[^1] = diffId.ToString();
        }

        _image.Add(top, file);
        var created = Timestamps.Rfc3339(_time);
        root["created"] = created;
        step["created"] = created;
        if (root["config"]?["Labels"] is JsonObject labels)
            foreach (var name in TimeLabels.Where(labels.ContainsKey))
                labels[name] = created;
        return (_image.Add(image.Config.MediaType, ConfigEditor.Serialize(root)), top);
    }
}
