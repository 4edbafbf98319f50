using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitHub;

/// <summary>
/// Workflows and actions of GitHub, and of Gitea and Forgejo, which share the format: containers and services of jobs,
/// <c>docker://</c> in steps and in actions, and the commands of <c>run</c>; and the actions that steps and jobs use. A matrix is expanded, inputs have their defaults;
/// <c>env</c> is known to commands only, because GitHub does not offer it elsewhere.
/// </summary>
internal sealed class GitHubScanner : DocumentScanner
{
    private const string DockerPrefix = "docker://";

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        (content.Has("jobs"u8)
            && (content.Has("runs-on"u8) || IsWorkflowPath(file.Path))
            && (content.Has("container"u8) || content.Has("services"u8) || MayHaveSteps(content)))
        || (content.Has("runs"u8) && content.Has("using"u8) && MayHaveSteps(content));

    /// <summary>A cheap test of the file's raw bytes; <c>false</c> only where no document can use an action.</summary>
    public static bool MayUseActions(FileProbe content) =>
        content.Has("uses"u8) && (content.Has("jobs"u8) || (content.Has("runs"u8) && content.Has("using"u8)));

    /// <summary>Whether a file is a workflow or an action by its path.</summary>
    public static bool IsKnownPath(string path) => IsWorkflowPath(path) || Path.GetFileName(path) is "action.yml" or "action.yaml";

    /// <summary>Whether a file, by its full path, is a workflow of Gitea or Forgejo.</summary>
    public static bool IsOfOtherServer(string fullPath) => fullPath.Replace('\\', '/') is var path && (path.Contains("/.gitea/", StringComparison.Ordinal) || path.Contains("/.forgejo/", StringComparison.Ordinal));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document && (IsWorkflow(document, context.File.Path) || IsAction(document));

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        var variables = new GitHubVariables(document);
        var commands = new ShellImages(context, document["jobs"] is null ? FileKinds.GitHubAction : FileKinds.GitHubWorkflow);
        if (document["jobs"] is SourceMapping jobs)
        {
            var images = new PipelineImages(context, FileKinds.GitHubWorkflow, ExpressionTerms.Find);
            foreach (var (_, value) in jobs.Effective())
                if (value is SourceMapping job)
                    Job(job, images, variables, commands, context);
        }

        if (document["runs"] is SourceMapping runs)
        {
            var images = new PipelineImages(context, FileKinds.GitHubAction, ExpressionTerms.Find);
            images.Add(runs["image"], PipelineImages.NoVariables, DockerPrefix);
            Steps(runs["steps"], images, context);
            Scripts(null, runs["steps"], variables.WithInputs(PipelineImages.NoVariables), variables, commands);
        }

        commands.Finish();
    }

    private static void Job(SourceMapping job, PipelineImages images, GitHubVariables variables, ShellImages commands, ScanContext context)
    {
        context.AddAction(job["uses"]);
        Steps(job["steps"], images, context);
        var (container, services) = (job["container"], job["services"]);
        var environments = variables.WithInputs(GitHubMatrix.Environments(job, images, commands.Context.Source));
        Scripts(job, job["steps"], environments, variables, commands);
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

    private static void Steps(SourceNode? node, PipelineImages images, ScanContext context)
    {
        // No expression is allowed in 'uses'.
        var environments = PipelineImages.NoVariables;
        if (node is SourceSequence steps && images.Enters(steps, ref environments))
            foreach (var step in steps.Items.OfType<SourceMapping>())
            {
                images.Add(step["uses"], environments, DockerPrefix);
                context.AddAction(step["uses"]);
            }
    }

    /// <summary>The commands of steps, the images that known actions take, and the names of what steps build.</summary>
    private static void Scripts(SourceMapping? job, SourceNode? node, IReadOnlyList<ScalarLookup> environments, GitHubVariables variables, ShellImages commands)
    {
        if (node is not SourceSequence steps || !commands.Enters(steps))
            return;

        foreach (var step in steps.Items.OfType<SourceMapping>())
        {
            var shell = variables.Shell(job, step);
            if (step["run"] is SourceScalar run && ScriptLanguages.Of(variables.ShellName(job, step)) is { } language)
                commands.Add([run], shell, ExpressionTerms.Find, GitHubVariables.WithEnvironment(environments, shell), language: language);
            else if (ActionScripts.Of(step) is var (script, isHere))
                commands.Add([script], isHere ? shell : null, ExpressionTerms.Find, GitHubVariables.WithEnvironment(environments, shell));
            else
                ActionImages.Scan(step, commands, GitHubVariables.WithEnvironment(environments, shell));
        }
    }

    private static bool MayHaveSteps(FileProbe content) => content.HasCommand || ActionImages.MayBeIn(content.Bytes);

    private static bool IsWorkflow(SourceMapping document, string path) =>
        document["jobs"] is SourceMapping jobs
        && (IsWorkflowPath(path) || (document["on"] is not null && jobs.Effective().Any(job => job.Value is SourceMapping mapping && (mapping["runs-on"] is not null || CallsWorkflow(mapping)))));

    /// <summary>Whether a job is a workflow of another file, which no other kind of file calls so.</summary>
    private static bool CallsWorkflow(SourceMapping job) => job.Scalar("uses")?.Value.Contains(".github/workflows/", StringComparison.Ordinal) == true;

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
