using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>The chart that a <c>helm_release</c> installs from a registry, and the images of the values that it gives to it.</summary>
/// <param name="context">Where they are added.</param>
/// <param name="scope">The values of references.</param>
internal sealed class HelmReleaseImages(ScanContext context, DeclarationScope scope)
{
    private readonly ResolvedNodes _resolved = new(context, scope);
    private readonly VisitedHelmValues _visits = new();

    /// <summary>Adds those of a release.</summary>
    public void Add(SourceMapping release)
    {
        AddChart(release);
        AddValues([.. ValuesOf(release["values"]), (SourceMapping)_resolved.Copy(HelmReleaseSettings.Read(release))]);
    }

    /// <summary>Adds the images of a list of texts with values, which later ones override.</summary>
    public void AddTexts(SourceNode texts) => AddValues([.. ValuesOf(texts)]);

    private void AddChart(SourceMapping release)
    {
        if (release["chart"] is not { } given || _resolved.Copy(given) is not SourceScalar { IsNull: false } chart)
            return;

        var repository = release["repository"] is { } address ? _resolved.Copy(address) as SourceScalar : null;
        var version = release["version"] is { } wanted ? _resolved.Copy(wanted) as SourceScalar : null;
        var image = OciArtifact.IsRegistry(chart.Value) ? OciArtifact.Create(chart.Value, null, version, FileKinds.Terraform, chart)
            : repository is { IsNull: false } && OciArtifact.IsRegistry(repository.Value) ? OciArtifact.Create(repository.Value, chart, version, FileKinds.Terraform, chart)
            : null;
        if (image is not null)
            context.Add(image);
    }

    private void AddValues(IReadOnlyList<SourceMapping> layers)
    {
        foreach (var image in LayeredValues.Find(layers, _visits))
            context.Add(image with { Kind = FileKinds.Terraform });
    }

    /// <summary>The values of a list: what is encoded here, or written as a text. Files are read where they are.</summary>
    private IEnumerable<SourceMapping> ValuesOf(SourceNode? list)
    {
        foreach (var item in list is null ? [] : scope.Items(new LocatedNode(list, context.Source)))
        {
            if (item.Source != context.Source)
                continue;
            if (item.Node is SourceMapping encoded)
                yield return (SourceMapping)_resolved.Copy(encoded);
            else if (item.Node is SourceScalar text && DeclarationTemplate.ParsePath(text.Value) is null && !text.Value.StartsWith("${file", StringComparison.Ordinal) && EmbeddedJson.Read(text, item.Source) is SourceMapping read)
                yield return (SourceMapping)_resolved.Copy(read);
        }
    }
}
