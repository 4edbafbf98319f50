using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitOps;

/// <summary>
/// Resources that install a Helm chart with values as a text: <c>HelmChart</c> and <c>HelmChartConfig</c> of K3s and RKE2, and
/// <c>HelmChartProxy</c> of Cluster API.
/// </summary>
internal static class InlineChart
{
    /// <summary>Whether it is one of them.</summary>
    public static bool IsInlineChart(SourceMapping resource) =>
        resource.Scalar("apiVersion")?.Value is { } version
        && ((version.StartsWith("helm.cattle.io/", StringComparison.Ordinal) && resource.Scalar("kind")?.Value is "HelmChart" or "HelmChartConfig")
            || (version.StartsWith("addons.cluster.x-k8s.io/", StringComparison.Ordinal) && resource.Scalar("kind")?.Value == "HelmChartProxy"));

    /// <summary>Adds the chart where it is in a registry, and the images of its values.</summary>
    public static void Scan(SourceMapping resource, ScanContext context, VisitedNodes read)
    {
        if (resource["spec"] is not SourceMapping spec)
            return;

        var isProxy = resource.Scalar("kind")!.Value == "HelmChartProxy";
        var url = spec.Scalar(isProxy ? "repoURL" : "chart");
        if (url is not null && OciArtifact.IsRegistry(url.Value) && OciArtifact.Create(url.Value, isProxy ? spec.Scalar("chartName") : null, spec.Scalar("version"), FileKinds.HelmChart, url) is { } chart)
            context.Add(chart);

        foreach (var key in (ReadOnlySpan<string>)["valuesContent", "valuesTemplate"])
            if (spec[key] is SourceScalar { IsNull: false } text && read.Add(text))
                HelmValues.AddText(text, FileKinds.Kubernetes, context);
    }
}
