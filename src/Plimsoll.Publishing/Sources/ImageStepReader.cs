using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Engine;

namespace Plimsoll.Publishing.Sources;

/// <summary>Reads how an image was made. No layer is fetched.</summary>
/// <param name="host">Knows the engine.</param>
internal sealed class ImageStepReader(PlimsollHost host)
{
    /// <summary>The steps of an image, newest first; of an image of the engine with the sizes that the engine gives.</summary>
    /// <param name="location">Where the image is.</param>
    /// <param name="image">The image.</param>
    /// <param name="manifest">The manifest to read, not an index.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The steps, or <c>null</c> for an artifact, which has none.</returns>
    /// <exception cref="PlimsollException">The configuration cannot be used (exit code 2) or is missing (6), or the engine cannot be reached (7).</exception>
    public async Task<IReadOnlyList<ImageStep>?> ReadAsync(ImageLocation location, OpenedImage image, ManifestContent manifest, CancellationToken cancellationToken)
    {
        if (manifest.Parse() is not ImageManifest single || await image.Source.ReadConfigAsync(single, cancellationToken) is not { } config)
            return null;

        var steps = ImageStep.Match(single, config);
        return location.Transport == ImageTransport.DockerDaemon ? WithSizes(steps, await host.Engine.GetHistoryAsync(location.Path, cancellationToken)) : steps;
    }

    /// <summary>Another process may have moved the name meanwhile: sizes of other steps are not taken.</summary>
    private static IReadOnlyList<ImageStep> WithSizes(IReadOnlyList<ImageStep> steps, IReadOnlyList<EngineHistoryEntry> entries) =>
        steps.Count == entries.Count && steps.Zip(entries).All(pair => (pair.First.Entry?.CreatedBy ?? "") == pair.Second.CreatedBy)
            ? [.. steps.Zip(entries, (step, entry) => step with { Size = entry.Size })]
            : steps;
}
