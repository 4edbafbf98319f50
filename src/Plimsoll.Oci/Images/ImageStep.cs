namespace Plimsoll.Oci.Images;

/// <summary>A step of an image's history, with the layer that it made.</summary>
/// <param name="Entry">What the builder wrote about the step; <c>null</c> for a layer that it wrote nothing about.</param>
/// <param name="Layer">The layer as it is stored; <c>null</c> for a step that changed no file.</param>
internal sealed record ImageStep(HistoryEntry? Entry, Descriptor? Layer)
{
    /// <summary>The uncompressed size in bytes, 0 for a step without a layer; <c>null</c> where only the layer itself would tell it.</summary>
    public long? Size { get; init; } = Layer is null ? 0 : MediaTypes.IsUncompressed(Layer.MediaType) ? Layer.Size : null;

    /// <summary>The steps of an image, newest first. An entry that is not marked empty takes the next layer.</summary>
    public static IReadOnlyList<ImageStep> Match(ImageManifest manifest, ImageConfig config)
    {
        var layers = new Queue<Descriptor>(manifest.Layers);
        var steps = (config.History ?? []).Select(entry => new ImageStep(entry, entry.EmptyLayer || layers.Count == 0 ? null : layers.Dequeue())).ToList();

        // A builder need not write history; its layers are there all the same.
        steps.AddRange(layers.Select(layer => new ImageStep(null, layer)));
        steps.Reverse();
        return steps;
    }
}
