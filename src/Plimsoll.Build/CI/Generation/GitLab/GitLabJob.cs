using Plimsoll.Build.CI.Generation.Yaml;
using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.CI.Generation.GitLab;

/// <summary>A job of a pipeline.</summary>
internal sealed class GitLabJob(GitLabCIAttribute pipeline, GenerationContext context, PipelineJob job, IReadOnlyList<PipelineJob> jobs)
{
    /// <param name="stage">Its stage.</param>
    /// <param name="tokens">The tokens that it gets.</param>
    /// <exception cref="BuildException">It produces what lies outside of the root (exit code 2).</exception>
    public YamlMap Create(string stage, YamlMap? tokens) => new()
    {
        { "stage", stage },
        { "needs", CreateNeeds() },
        { "parallel", job.Partitions > 1 ? new YamlScalar(job.Partitions) : null },
        { "id_tokens", tokens },
        { "script", [CreateCommand()] },
        { "artifacts", CreateArtifacts() },
    };

    private YamlList? CreateNeeds()
    {
        var needs = new YamlList();
        foreach (var target in job.Needs)
            needs.Add(new YamlMap { { "job", target.Name }, { "artifacts", new YamlScalar(job.Consumes.Contains(target)) } });
        return needs.Count > 0 ? needs : null;
    }

    private string CreateCommand() => string.Join(
        ' ',
        ["./build.sh", .. BuildArguments.Of(job), .. job.Partitions > 1 ? [BuiltInOption.Partition.Option, "\"$CI_NODE_INDEX/$CI_NODE_TOTAL\""] : Array.Empty<string>()]);

    private YamlMap? CreateArtifacts()
    {
        List<string> paths = [.. job.Targets.Where(target => pipeline.PublishArtifacts || jobs.Any(other => other.Consumes.Contains(target))).SelectMany(target => ArtifactPath.FromTarget(target, context.Root)).Distinct()];
        return paths.Count > 0 ? new YamlMap { { "paths", paths } } : null;
    }
}
