using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helmfile;

/// <summary>The charts in registries: named in full, or below one of the file's repositories that is a registry.</summary>
internal sealed class HelmfileCharts
{
    private readonly ScanContext _context;
    private readonly Dictionary<string, string> _registries = new(StringComparer.Ordinal);

    /// <summary>Reads the repositories of all parts of the file.</summary>
    public HelmfileCharts(ScanContext context)
    {
        _context = context;
        foreach (var repository in context.Documents.OfType<SourceMapping>().Select(document => document["repositories"]).OfType<SourceSequence>().SelectMany(list => list.Items).OfType<SourceMapping>())
            if (repository.Scalar("name") is { } name && repository.Scalar("url") is { IsNull: false } url && (repository.Scalar("oci")?.Value == "true" || OciArtifact.IsRegistry(url.Value)))
                _registries[name.Value] = url.Value;
    }

    /// <summary>Adds the charts of a release, and those that it adds to its own.</summary>
    /// <param name="release">The release.</param>
    /// <param name="inherited">What it takes the place of, where it has a key itself.</param>
    public void Add(SourceMapping release, IReadOnlyList<SourceMapping> inherited)
    {
        SourceScalar? Find(string key) => inherited.Prepend(release).Select(part => part.Scalar(key)).FirstOrDefault(value => value is { IsNull: false });
        Add(Find("chart"), Find("version"));
        foreach (var dependency in (release["dependencies"] as SourceSequence)?.Items.OfType<SourceMapping>() ?? [])
            Add(dependency.Scalar("chart"), dependency.Scalar("version"));
    }

    private void Add(SourceScalar? chart, SourceScalar? version)
    {
        if (chart is not { IsNull: false })
            return;

        var slash = chart.Value.IndexOf('/', StringComparison.Ordinal);
        var (url, name) = OciArtifact.IsRegistry(chart.Value) ? (chart.Value, null)
            : slash > 0 && _registries.TryGetValue(chart.Value[..slash], out var registry) ? (registry, new SourceScalar(chart.Value[(slash + 1)..], isPlain: false, chart.Start, chart.End))
            : (null, null);
        if (url is not null && OciArtifact.Create(url, name, version, FileKinds.HelmChart, chart) is { } image)
            _context.Add(image);
    }
}
