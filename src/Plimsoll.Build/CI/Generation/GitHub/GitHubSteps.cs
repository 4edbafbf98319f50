using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>The steps of a job.</summary>
internal sealed class GitHubSteps(GitHubActionsAttribute workflow, GenerationContext context, GitHubJobPlan plan, IEnumerable<(string Key, string Value)> imports)
{
    /// <summary>
    /// Names no file. An artifact begins at the lowest folder that all its patterns have in common, and that is the root with this one, so
    /// that it is put back where it was.
    /// </summary>
    private const string RootMark = ".artifact-root";

    public IEnumerable<GitHubActionsStep> Create()
    {
        yield return new GitHubActionsCheckoutStep
        {
            FetchDepth = workflow.FetchDepth,
            Submodules = workflow.Submodules,
            Lfs = workflow.Lfs ? true : null,
            Progress = workflow.Progress ? null : false,
            Filter = workflow.Filter,
            Ref = workflow.CheckoutRef,
            CheckoutWith = workflow.CheckoutWith,
            // A token that only reads is of no use to a build that has all commits.
            PersistCredentials = plan.IsTrusted && workflow.WritePermissions.Contains(GitHubActionsPermissions.Contents),
        };
        if ((context.Root / "global.json").FileExists())
            yield return new GitHubActionsSetupDotNetStep();
        if (workflow.CacheKeyFiles.Length > 0 && workflow.CacheIncludePatterns.Length > 0)
            yield return new GitHubActionsCacheStep
            {
                IncludePatterns = workflow.CacheIncludePatterns,
                ExcludePatterns = workflow.CacheExcludePatterns,
                KeyFiles = workflow.CacheKeyFiles,
            };
        foreach (var name in plan.Downloads)
            yield return new GitHubActionsDownloadStep { Name = name };
        yield return CreateRun();
        foreach (var artifact in plan.Uploads.Where(artifact => artifact.IsConsumed || workflow.PublishArtifacts))
            yield return CreateUpload(artifact);
    }

    private GitHubActionsArtifactStep CreateUpload(GitHubArtifact artifact)
    {
        var paths = ArtifactPath.FromTarget(artifact.Target, context.Root);
        return new()
        {
            Name = artifact.Name,
            Path = string.Join('\n', artifact.IsConsumed ? [.. paths, RootMark] : paths),
            Condition = artifact.IsConsumed ? null : workflow.PublishCondition,
            IsRequired = artifact.IsConsumed,
            // Only where they are meant: a folder may hold some with secrets.
            IncludeHiddenFiles = paths.Any(path => path.Split('/').Any(name => name.Length > 1 && name[0] == '.')),
        };
    }

    private GitHubActionsRunStep CreateRun()
    {
        var isWindows = workflow.RunsOnLabels.Length > 0
            ? workflow.RunsOnLabels.Contains("windows", StringComparer.OrdinalIgnoreCase)
            : GitHubNames.Of(plan.Image).StartsWith("windows", StringComparison.Ordinal);
        var names = plan.Job.Invoked.Select(target => target.Name).ToArray();
        var variables = new Dictionary<string, string>();
        if (plan.Job.Partitions > 1)
            variables.Add(PartitionOption.Variable, $"${{{{ matrix.partition }}}}/{plan.Job.Partitions}");
        foreach (var (name, value) in imports)
            if (!variables.TryAdd(name, value))
                throw workflow.CreateError($"gives the build {name} twice", "Import it as a secret, as a parameter or as an input.");

        var shell = string.IsNullOrWhiteSpace(workflow.DefaultShell) ? null : workflow.DefaultShell;
        var isCmd = shell is null || shell.Trim().Split(' ')[0].Equals("cmd", StringComparison.OrdinalIgnoreCase);
        var script = isWindows ? isCmd ? @".\build.cmd" : "./build.cmd" : "./build.sh";
        return new GitHubActionsRunStep
        {
            Name = names.Length > 0 ? null : "Run: default targets",
            InvokedTargets = names,
            Shell = isWindows && shell is null ? "cmd" : null,
            Command = string.Join(' ', [script, .. BuildArguments.Of(plan.Job)]),
            Imports = variables,
        };
    }
}
