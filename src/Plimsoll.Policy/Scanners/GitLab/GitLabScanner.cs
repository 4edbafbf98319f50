using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitLab;

/// <summary>
/// GitLab CI: images and services of the file, of <c>default</c> and of jobs, hidden ones too. Variables of the file, of jobs,
/// of their rules and of included local files are resolved through <c>extends</c>, and <c>parallel: matrix</c> is
/// expanded; so are they in the commands of scripts; what GitLab itself or a project's settings define is unknown.
/// </summary>
internal sealed class GitLabScanner : DocumentScanner
{
    public override bool MayScan(CandidateFile file, FileProbe content) =>
        (IsGitLabPath(file.Path) || content.Has("script:"u8) || content.Has("script\""u8)) && (content.HasImage || content.Has("services"u8) || content.HasCommand);

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document && IsPipeline(document, context.File.Path);

    public override void Scan(SourceNode node, ScanContext context) => new GitLabPipeline((SourceMapping)node, context).Add();

    /// <summary>Whether a document is recognised by itself.</summary>
    internal static bool IsPipeline(SourceMapping document, string path) =>
        (document["kind"] ?? document["pipelines"] ?? document["on"]) is null
        && (IsGitLabPath(path) ? document["spec"] is null : document["jobs"] is null && HasJobs(document));

    /// <summary>A script alone is too common a word; a job says when or where it runs.</summary>
    private static bool HasJobs(SourceMapping document) =>
        document.Effective().Any(entry =>
            entry.Value is SourceMapping job
            && job["script"] is SourceSequence or SourceScalar
            && (job["stage"] ?? job["image"] ?? job["rules"] ?? job["only"] ?? job["extends"] ?? job["needs"] ?? job["services"]) is not null);

    private static bool IsGitLabPath(string path)
    {
        var name = Path.GetFileName(path);
        return name.EndsWith(".gitlab-ci.yml", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".gitlab-ci.yaml", StringComparison.OrdinalIgnoreCase)
            || path.StartsWith(".gitlab/ci/", StringComparison.Ordinal)
            || path.Contains("/.gitlab/ci/", StringComparison.Ordinal);
    }
}
