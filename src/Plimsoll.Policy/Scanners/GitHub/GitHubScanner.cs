using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitHub;

/// <summary>
/// Workflows and actions of GitHub, and of Gitea and Forgejo, which share the format: containers and services of jobs,
/// <c>docker://</c> in steps and in actions. A matrix is expanded; other expressions are unknown, <c>env</c> too, which
/// GitHub does not offer in these places.
/// </summary>
internal sealed class GitHubScanner : DocumentScanner
{
    private const string DockerPrefix = "docker://";

    public override bool MayScan(CandidateFile file, ReadOnlySpan<byte> content) =>
        (content.IndexOf("jobs"u8) >= 0
            && (content.IndexOf("runs-on"u8) >= 0 || IsWorkflowPath(file.Path))
            && (content.IndexOf("container"u8) >= 0 || content.IndexOf("services"u8) >= 0 || content.IndexOf("docker://"u8) >= 0))
        || (content.IndexOf("runs"u8) >= 0 && content.IndexOf("docker://"u8) >= 0);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document && (IsWorkflow(document, context.File.Path) || IsAction(document));

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        if (document["jobs"] is SourceMapping jobs)
        {
            var images = new PipelineImages(context, FileKinds.GitHubWorkflow, ExpressionTerms.Find);
            foreach (var (_, value) in jobs.Effective())
                if (value is SourceMapping job)
                    Job(job, images);
        }

        if (document["runs"] is SourceMapping runs)
        {
            var images = new PipelineImages(context, FileKinds.GitHubAction, ExpressionTerms.Find);
            images.Add(runs["image"], PipelineImages.NoVariables, DockerPrefix);
            Steps(runs["steps"], images);
        }
    }

    private static void Job(SourceMapping job, PipelineImages images)
    {
        Steps(job["steps"], images);
        var (container, services) = (job["container"], job["services"]);
        if (container is null && services is null)
            return;

        var environments = GitHubMatrix.Environments(job, images);
        Container(container, environments, images);
        if (services is SourceMapping mapping && images.Enters(mapping, ref environments))
            foreach (var (_, service) in mapping.Effective())
                Container(service, environments, images);
    }

    private static void Container(SourceNode? container, IReadOnlyList<ScalarLookup> environments, PipelineImages images)
    {
        var image = container is SourceMapping mapping ? mapping["image"] : container;
        var hasPrefix = image is SourceScalar scalar && scalar.Value.StartsWith(DockerPrefix, StringComparison.Ordinal);
        images.Add(image, environments, hasPrefix ? DockerPrefix : "");
    }

    private static void Steps(SourceNode? node, PipelineImages images)
    {
        // No expression is allowed in 'uses'.
        var environments = PipelineImages.NoVariables;
        if (node is SourceSequence steps && images.Enters(steps, ref environments))
            foreach (var step in steps.Items.OfType<SourceMapping>())
                images.Add(step["uses"], environments, DockerPrefix);
    }

    private static bool IsWorkflow(SourceMapping document, string path) =>
        document["jobs"] is SourceMapping jobs
        && (IsWorkflowPath(path) || (document["on"] is not null && jobs.Effective().Any(job => job.Value is SourceMapping mapping && mapping["runs-on"] is not null)));

    private static bool IsAction(SourceMapping document) =>
        document["runs"] is SourceMapping runs && runs.Scalar("using") is not null && document["jobs"] is null;

    private static bool IsWorkflowPath(string path)
    {
        ReadOnlySpan<string> folders = [".github/workflows/", ".gitea/workflows/", ".forgejo/workflows/"];
        foreach (var folder in folders)
            if (path.StartsWith(folder, StringComparison.Ordinal) || path.Contains("/" + folder, StringComparison.Ordinal))
                return true;
        return false;
    }
}
