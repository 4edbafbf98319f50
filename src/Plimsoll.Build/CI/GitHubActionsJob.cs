using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.CI.Generation.GitHub;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>A job of a workflow.</summary>
public class GitHubActionsJob : ConfigurationEntity
{
    /// <summary>Its key.</summary>
    public string Name { get; set; } = "";

    /// <summary>The machine that it runs on.</summary>
    public GitHubActionsImage Image { get; set; }

    /// <summary>The labels of the machine that it runs on, instead of <see cref="Image"/>.</summary>
    public string[] RunsOnLabels { get; set; } = [];

    /// <summary>The keys of jobs that have to succeed first.</summary>
    public string[] Needs { get; set; } = [];

    /// <summary>An expression of GitHub; the job runs where it is true. <c>null</c> for where none that it needs has failed.</summary>
    public string? Condition { get; set; }

    /// <summary>The container that its steps run in; <c>null</c> for the machine itself.</summary>
    public GitHubActionsContainer? Container { get; set; }

    /// <summary>The machines that each run it, with other values; <c>null</c> for one.</summary>
    public GitHubActionsMatrix? Matrix { get; set; }

    /// <summary>On how many machines it runs, or each of <see cref="Matrix"/> does, each with another <c>matrix.partition</c> from 1; 1 for one without a matrix.</summary>
    public int Partitions { get; set; } = 1;

    /// <summary>After how many minutes it is ended; 0 for GitHub's default.</summary>
    public int TimeoutMinutes { get; set; }

    /// <summary>The environment that it deploys to, whose protection and secrets it gets.</summary>
    public string? EnvironmentName { get; set; }

    /// <summary>The address of that environment.</summary>
    public string? EnvironmentUrl { get; set; }

    /// <summary>Only one job of a group runs at a time.</summary>
    public string? ConcurrencyGroup { get; set; }

    /// <summary>Whether a new job of the group ends the one that runs.</summary>
    public bool ConcurrencyCancelInProgress { get; set; }

    /// <summary>What its token may read. Where neither this nor <see cref="WritePermissions"/> has any, it may do what the workflow says.</summary>
    public GitHubActionsPermissions[] ReadPermissions { get; set; } = [];

    /// <summary>What its token may write, and so read too.</summary>
    public GitHubActionsPermissions[] WritePermissions { get; set; } = [];

    /// <summary>Environment variables of its steps.</summary>
    public Dictionary<string, string> Env { get; set; } = [];

    /// <summary>What jobs that need it read of it, <c>${{ needs.KEY.outputs.NAME }}</c>: names, with expressions of GitHub as values.</summary>
    public Dictionary<string, string> Outputs { get; set; } = [];

    /// <summary>What it does.</summary>
    public GitHubActionsStep[] Steps { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer)
    {
        CheckSteps();
        writer.Write(new YamlMap
        {
            {
                Name, new YamlMap
                {
                    { "needs", Needs },
                    { "if", Condition },
                    { "runs-on", RunsOnLabels.Length > 0 ? new YamlList(RunsOnLabels) : GitHubNames.Of(Image) },
                    { "container", Container?.Create() },
                    { "strategy", CreateStrategy() },
                    { "permissions", ReadPermissions.Length + WritePermissions.Length > 0 ? GitHubRights.Create(ReadPermissions, WritePermissions) : null },
                    { "timeout-minutes", TimeoutMinutes > 0 ? new YamlScalar(TimeoutMinutes) : null },
                    { "environment", string.IsNullOrWhiteSpace(EnvironmentName) ? null : new YamlMap { { "name", EnvironmentName }, { "url", EnvironmentUrl } } },
                    { "concurrency", CreateConcurrency() },
                    { "outputs", YamlMap.From(Outputs) },
                    { "env", YamlMap.From(Env) },
                    { "steps", new YamlLines(EntityLines.Of(Steps)) },
                }
            },
        });
    }

    /// <exception cref="BuildException">There are no steps, or two with one id (exit code 2).</exception>
    private void CheckSteps()
    {
        if (Steps.Length == 0)
            throw BuildException.Usage($"The job {Name} has no steps.", "Add one.");
        if (Steps.GroupBy(step => step.Id, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Key is not null && group.Count() > 1) is { } twice)
            throw BuildException.Usage($"Two steps of the job {Name} have the id {twice.Key}.", "Give one of them another id.");
    }

    /// <summary>Machines that share the work of one all go on, whichever fails: what they do is not the same.</summary>
    private YamlMap? CreateStrategy() =>
        Matrix is not null ? Matrix.Create(Partitions) : Partitions > 1 ? new GitHubActionsMatrix { FailFast = false }.Create(Partitions) : null;

    /// <summary>The machines of a matrix are no rivals: in one group they would end each other.</summary>
    private YamlMap? CreateConcurrency()
    {
        string[] parts = [.. Matrix is null ? [] : Matrix.Names.Select(name => $"-${{{{ matrix.{name} }}}}"), .. Partitions > 1 ? ["-${{ matrix.partition }}"] : Array.Empty<string>()];
        var part = string.Concat(parts);
        return GitHubConcurrency.Create(string.IsNullOrWhiteSpace(ConcurrencyGroup) ? null : ConcurrencyGroup + part, ConcurrencyCancelInProgress, Name + part);
    }
}
