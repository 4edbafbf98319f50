using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitOps;

/// <summary>
/// Files that override the source of an application of Argo CD, beside what it deploys: <c>.argocd-source.yaml</c> and
/// <c>.argocd-source-NAME.yaml</c>, which Argo CD's image updater writes.
/// </summary>
internal sealed class ArgoCdSourceScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) => IsSource(file.Name);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        IsSource(context.File.Name) && node is SourceMapping document && (document["kustomize"] is SourceMapping || document["helm"] is SourceMapping);

    public override void Scan(SourceNode node, ScanContext context) => ArgoCdResource.Source((SourceMapping)node, context, new VisitedNodes());

    private static bool IsSource(string name) =>
        name == ".argocd-source.yaml" || (name.StartsWith(".argocd-source-", StringComparison.Ordinal) && name.EndsWith(".yaml", StringComparison.Ordinal));
}
