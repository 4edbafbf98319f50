using Plimsoll.Policy.Scanners.Kubernetes;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitOps;

/// <summary>
/// Resources of Argo CD, Flux and the like that decide images of what they deploy, alone or in lists. They are Kubernetes resources:
/// containers in them are found as in any other.
/// </summary>
internal sealed class GitOpsScanner : DocumentScanner
{
    private static readonly KubernetesScanner Kubernetes = new();

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        content.Has("toolkit.fluxcd.io/"u8) || content.Has("argoproj.io/"u8) || content.Has("helm.cattle.io/"u8) || content.Has("HelmChartProxy"u8);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document && (IsGitOps(document) || Items(document).Any(IsGitOps));

    public override void Scan(SourceNode node, ScanContext context)
    {
        // Resources may share parts by aliases; each is read once.
        var read = new VisitedNodes();
        var document = (SourceMapping)node;
        foreach (var resource in Items(document).Prepend(document).Where(IsGitOps).Distinct())
        {
            if (resource.Scalar("apiVersion")!.Value.StartsWith("argoproj.io/", StringComparison.Ordinal))
                ArgoCdResource.Scan(resource, context, read);
            else if (InlineChart.IsInlineChart(resource))
                InlineChart.Scan(resource, context, read);
            else
                FluxResource.Scan(resource, context, read);
        }

        Kubernetes.Scan(node, context);
    }

    private static IEnumerable<SourceMapping> Items(SourceMapping document) => (document["items"] as SourceSequence)?.Items.OfType<SourceMapping>() ?? [];

    private static bool IsGitOps(SourceMapping resource) =>
        InlineChart.IsInlineChart(resource)
        || (resource.Scalar("kind")?.Value is { } kind
        && resource.Scalar("apiVersion")?.Value is { } version
        && ((version.StartsWith("argoproj.io/", StringComparison.Ordinal) && kind is "Application" or "ApplicationSet")
            || (version.Contains(".toolkit.fluxcd.io/", StringComparison.Ordinal) && kind is "Kustomization" or "HelmRelease" or "OCIRepository")));
}
