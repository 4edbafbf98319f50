using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Skaffold;

/// <summary>Releases of Helm: the chart where it is in a registry, and the images of the values that are set.</summary>
/// <param name="context">Where they are added.</param>
/// <param name="built">What Skaffold builds.</param>
internal sealed class SkaffoldReleases(ScanContext context, SkaffoldArtifacts built)
{
    private readonly VisitedHelmValues _visits = new();

    /// <summary>Adds those of one release.</summary>
    public void Add(SourceMapping release)
    {
        if ((release.Scalar("remoteChart") ?? release.Scalar("chartPath")) is { } address && OciArtifact.IsRegistry(address.Value)
            && OciArtifact.Create(address.Value, null, release.Scalar("version"), FileKinds.HelmChart, address) is { } chart)
            context.Add(chart);

        var settings = new DottedValues();
        foreach (var key in (ReadOnlySpan<string>)["setValueTemplates", "setValues"])
            foreach (var (path, value) in (release[key] as SourceMapping)?.Effective() ?? [])
                settings.Put(path, value);
        foreach (var image in LayeredValues.Find([release["overrides"] as SourceMapping ?? new SourceMapping(), settings.Values], _visits))
            if (built.Contains(image.Text))
                context.Pass(image);
            else
                context.Add(image with { Kind = FileKinds.Skaffold });

        // They name what is built; the latter is the former in old versions.
        foreach (var key in (ReadOnlySpan<string>)["artifactOverrides", "values"])
            if (release[key] is SourceMapping overrides)
            {
                var names = new DottedValues();
                foreach (var (path, value) in overrides.Effective())
                    names.Put(path, value);
                foreach (var image in HelmImages.Find(names.Values, inherited: null, chart: null, _visits))
                    context.Pass(image);
            }
    }
}
