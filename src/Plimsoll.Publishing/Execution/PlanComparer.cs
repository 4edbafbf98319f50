using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Comparison;
using Plimsoll.Publishing.Destinations;

namespace Plimsoll.Publishing.Execution;

/// <summary>Compares the images of a plan with what is published already.</summary>
/// <param name="host">Opens other images, and takes messages.</param>
internal sealed class PlanComparer(PlimsollHost host)
{
    /// <summary>Compares.</summary>
    /// <param name="images">The images of the plan.</param>
    /// <param name="with">A tag of each image's own repository, or the name of another image.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A comparison for each image; none for one whose repository has no such tag yet, or whose manifest an engine makes.</returns>
    /// <exception cref="Oci.PlimsollException">There is no such image (exit code 6), or as for <see cref="PlimsollHost.CompareAsync(string, string, CancellationToken)"/>.</exception>
    public async Task<IReadOnlyList<ImageComparison>> CompareAsync(IReadOnlyList<PreparedImage> images, string with, CancellationToken cancellationToken)
    {
        var comparisons = new List<ImageComparison>();
        foreach (var image in images)
        {
            var (place, name) = (image.Plan.Destination, image.Plan.Source.Name);
            if (image.Target is not DirectTarget target)
                Report($"{name} cannot be compared with {with} before it is pushed, because the Docker Engine makes its manifest then");
            else if (!ImageReference.IsValidTag(with))
                comparisons.Add(await CompareAsync(ImageLocation.Parse(with, host.Directory), new ComparedImage(name, target.Source, target.Manifest), cancellationToken));
            else if (await target.Repository.FindAsync(with, cancellationToken) is { } found)
                comparisons.Add(await ImageComparer.CompareAsync(
                    new ComparedImage($"{place}:{with}", target.Repository, await target.Repository.GetManifestAsync(found.Digest.ToString(), cancellationToken)),
                    new ComparedImage(name, target.Source, target.Manifest),
                    cancellationToken));
            else
                Report($"{place}:{with} does not exist yet, so there is nothing to compare with");
        }

        return comparisons;
    }

    private async Task<ImageComparison> CompareAsync(ImageLocation before, ComparedImage after, CancellationToken cancellationToken)
    {
        using var opened = await host.OpenImageAsync(before, platform: null, cancellationToken);
        return await ImageComparer.CompareAsync(new ComparedImage(before.Reference?.Familiar ?? before.NameFrom(host.Directory), opened.Source, opened.Manifest), after, cancellationToken);
    }

    private void Report(string text) => host.Diagnostics?.Report(new Diagnostic(DiagnosticLevel.Information, text));
}
