using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Pipelines;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CircleCi;

/// <summary>
/// CircleCI: the <c>docker</c> lists of jobs and executors, of inline orbs too. Parameters are resolved as workflows and jobs
/// pass them, matrices expanded, else by their defaults. The image of a <c>machine</c> is not a container image.
/// </summary>
internal sealed class CircleCiScanner : DocumentScanner
{
    private const int MaximumOrbDepth = 5;

    public override bool MayScan(CandidateFile file, FileProbe content) =>
        (IsCircleCiPath(file.Path) && content.HasCommand)
        || (content.Has("docker"u8) && content.HasImage && (content.Has("jobs"u8) || content.Has("executors"u8)));

    public override bool Recognises(SourceNode node, ScanContext context) =>
        node is SourceMapping document
        && (IsCircleCiPath(context.File.Path) || document["version"] is SourceScalar { Value: "2" or "2.0" or "2.1" } || document["orbs"] is SourceMapping)
        && ((IsCircleCiPath(context.File.Path) && document["jobs"] is SourceMapping) || HasContainers(document["jobs"]) || HasContainers(document["executors"]) || document["orbs"] is SourceMapping);

    public override void Scan(SourceNode node, ScanContext context)
    {
        var document = (SourceMapping)node;
        var images = new PipelineImages(context, FileKinds.CircleCi, DelimitedVariables.FindAngled);
        var pipeline = Defaults(document["parameters"], "pipeline.parameters.", PipelineImages.NoVariables[0]);
        var commands = new ShellImages(context, FileKinds.CircleCi);
        new CircleCiJobs(document, pipeline, images, commands).Add();
        Orbs(document["orbs"], images, commands, depth: 0);
        commands.Finish();
    }

    private static void Orbs(SourceNode? node, PipelineImages images, ShellImages commands, int depth)
    {
        if (node is not SourceMapping orbs || depth > MaximumOrbDepth)
            return;

        foreach (var orb in orbs.Effective().Select(entry => entry.Value).OfType<SourceMapping>())
        {
            new CircleCiJobs(orb, PipelineImages.NoVariables[0], images, commands).Add();
            Orbs(orb["orbs"], images, commands, depth + 1);
        }
    }

    /// <summary>The environment that holds the defaults of declared parameters.</summary>
    internal static ScalarLookup Defaults(SourceNode? parameters, string prefix, ScalarLookup outer) => name =>
        name.StartsWith(prefix, StringComparison.Ordinal)
            ? ((parameters as SourceMapping)?[name[prefix.Length..]] as SourceMapping)?["default"] is SourceScalar value ? [new LocatedScalar(value)] : null
            : outer(name);

    private static bool HasContainers(SourceNode? node) =>
        node is SourceMapping mapping && mapping.Effective().Any(entry => entry.Value is SourceMapping holder && (holder["docker"] is SourceSequence || holder["executor"] is not null));

    private static bool IsCircleCiPath(string path) => path.StartsWith(".circleci/", StringComparison.Ordinal) || path.Contains("/.circleci/", StringComparison.Ordinal);
}
