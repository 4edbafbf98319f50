using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitOps;

/// <summary>
/// Applications and application sets of Argo CD: image overrides for Kustomize, and for Helm the values and parameters that
/// make up an image. What a generator fills in is unknown.
/// </summary>
internal static class ArgoCdResource
{
    /// <summary>Adds the images that the resource decides.</summary>
    public static void Scan(SourceMapping resource, ScanContext context, VisitedNodes read)
    {
        var spec = resource["spec"] as SourceMapping;
        if (resource.Scalar("kind")?.Value == "ApplicationSet")
            spec = (spec?["template"] as SourceMapping)?["spec"] as SourceMapping;

        var sources = (spec?["sources"] as SourceSequence)?.Items.OfType<SourceMapping>() ?? [];
        if (spec?["source"] is SourceMapping single)
            sources = sources.Append(single);
        foreach (var source in sources)
            Source(source, context, read);
    }

    /// <summary>Adds the images that a source of an application decides.</summary>
    public static void Source(SourceMapping source, ScanContext context, VisitedNodes read)
    {
        if ((source["kustomize"] as SourceMapping)?["images"] is { } images && read.Add(images))
            foreach (var image in KustomizeImages.FromTexts(images, context.Source, FileKinds.ArgoCd))
                context.Add(image);
        Chart(source, context);
        if (source["helm"] is SourceMapping helm)
            Helm(helm, context, read);
    }

    /// <summary>A chart or other artifact in a registry; the scheme is left out where the repository is declared as one.</summary>
    private static void Chart(SourceMapping source, ScanContext context)
    {
        var (url, chart) = (source.Scalar("repoURL"), source.Scalar("chart"));
        if (url is { IsNull: false } && (OciArtifact.IsRegistry(url.Value) || (chart is { IsNull: false } && !url.Value.Contains("://", StringComparison.Ordinal)))
            && OciArtifact.Create(url.Value, chart, source.Scalar("targetRevision"), chart is null ? FileKinds.ArgoCd : FileKinds.HelmChart, chart ?? url) is { } image)
            context.Add(image);
    }

    private static void Helm(SourceMapping helm, ScanContext context, VisitedNodes read)
    {
        if (helm["valuesObject"] is { } values)
            HelmValues.Add(values, FileKinds.ArgoCd, context, read);
        else if (helm["values"] is SourceScalar { IsNull: false } text && read.Add(text))
            HelmValues.AddText(text, FileKinds.ArgoCd, context);

        if (helm["parameters"] is SourceSequence parameters && read.Add(parameters))
            Parameters(parameters, context, read);
    }

    /// <summary>Parameters are values one by one: <c>image.repository</c> and <c>image.tag</c> are those of one image.</summary>
    private static void Parameters(SourceSequence parameters, ScanContext context, VisitedNodes read)
    {
        var values = new DottedValues();
        foreach (var parameter in parameters.Items.OfType<SourceMapping>())
            if (parameter.Scalar("name") is { } name && parameter["value"] is SourceScalar value)
                values.Put(name, value);
        HelmValues.Add(values.Values, FileKinds.ArgoCd, context, read);
    }
}
