using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.CI.Generation.GitHub;
using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>A workflow: what starts it, what it may do, and its jobs.</summary>
public class GitHubActionsConfiguration : ConfigurationEntity
{
    /// <summary>What it is called; this does not change the name of the file.</summary>
    public string Name { get; set; } = "";

    /// <summary>What starts it, each event once.</summary>
    public GitHubActionsDetailedTrigger[] DetailedTriggers { get; set; } = [];

    /// <summary>What the token may read in jobs that say nothing of it. Without these and <see cref="WritePermissions"/> it may do nothing there.</summary>
    public GitHubActionsPermissions[] ReadPermissions { get; set; } = [];

    /// <summary>What the token may write, and so read too.</summary>
    public GitHubActionsPermissions[] WritePermissions { get; set; } = [];

    /// <summary>Only one run of a group goes on at a time.</summary>
    public string? ConcurrencyGroup { get; set; }

    /// <summary>Whether a new run of the group ends the one that goes on; without a group, those of the same pull request.</summary>
    public bool ConcurrencyCancelInProgress { get; set; }

    /// <summary>Environment variables of all jobs.</summary>
    public Dictionary<string, string> Env { get; set; } = [];

    /// <summary>The shell of all jobs; <c>null</c> for that of the machine.</summary>
    public string? DefaultShell { get; set; }

    /// <summary>Its jobs, each with a key of its own.</summary>
    public GitHubActionsJob[] Jobs { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer)
    {
        CheckJobs();
        writer.Write(new YamlMap
        {
            { "name", Name },
            { "on", CreateTriggers() },
            { "permissions", GitHubRights.Create(ReadPermissions, WritePermissions) },
            { "concurrency", GitHubConcurrency.Create(ConcurrencyGroup, ConcurrencyCancelInProgress, part: null) },
            { "env", YamlMap.From(Env) },
            { "defaults", string.IsNullOrWhiteSpace(DefaultShell) ? null : new YamlMap { { "run", new YamlMap { { "shell", DefaultShell } } } } },
            { "jobs", new YamlLines(EntityLines.Of(Jobs)) },
        });
    }

    /// <exception cref="BuildException">Nothing starts it, or an event is there twice: readers would take the last one (exit code 2).</exception>
    private YamlLines CreateTriggers()
    {
        if (DetailedTriggers.Length == 0)
            throw BuildException.Usage("Nothing starts the workflow.", "Add On = [GitHubActionsTrigger.Push], or OnPushBranches and the like.");
        var lines = EntityLines.Of(DetailedTriggers);
        var events = lines.Where(line => line.Length > 0 && line[0] is not (' ' or '#' or '-')).Select(line => line.Split(':')[0].Trim());
        return events.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw BuildException.Usage($"The event {twice.Key} is there twice.", "Write its conditions in one trigger.")
            : new YamlLines(lines);
    }

    /// <exception cref="BuildException">There are no jobs, or what connects them is wrong (exit code 2).</exception>
    private void CheckJobs()
    {
        if (Jobs.Length == 0)
            throw BuildException.Usage("The workflow has no jobs.", "Add one.");
        foreach (var job in Jobs)
            if (job.Name.Length == 0 || GitHubWorkflowName.ToJobId(job.Name) != job.Name)
                throw BuildException.Usage($"'{job.Name}' is not the key of a job.", "Use letters, digits, dashes and underscores; the first one is a letter or an underscore.");
        if (Jobs.GroupBy(job => job.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw BuildException.Usage($"Two jobs are called {twice.Key}.", "Give one of them another name.");
        foreach (var job in Jobs)
            if (job.Needs.FirstOrDefault(need => need == job.Name || !Jobs.Any(other => other.Name == need)) is { } need)
                throw BuildException.Usage($"The job {job.Name} needs {need}, which is not another job of the workflow.", $"Write one of {string.Join(", ", Jobs.Select(other => other.Name))}.");
    }
}
