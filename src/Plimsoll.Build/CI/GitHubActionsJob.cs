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

    /// <summary>On how many machines it runs, each with another <c>matrix.partition</c> from 1; 1 for one without a matrix.</summary>
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

    /// <summary>What its token may do, by the names of GitHub; none for what that of the workflow may.</summary>
    public Dictionary<string, string> Permissions { get; set; } = [];

    /// <summary>What it does.</summary>
    public GitHubActionsStep[] Steps { get; set; } = [];

    /// <inheritdoc />
    public override void Write(CustomFileWriter writer)
    {
        var job = new YamlMap { { "needs", Needs } };
        if (RunsOnLabels.Length > 0)
            job.Add("runs-on", RunsOnLabels);
        else
            job.Add("runs-on", GitHubNames.Of(Image));
        if (Partitions > 1)
        {
            var parts = new YamlList();
            for (var part = 1; part <= Partitions; part++)
                parts.Add(part);
            job.Add("strategy", new YamlMap { { "fail-fast", false }, { "matrix", new YamlMap { { "partition", parts } } } });
        }

        job.Add("permissions", YamlMap.From(Permissions));
        if (TimeoutMinutes > 0)
            job.Add("timeout-minutes", TimeoutMinutes);
        if (!string.IsNullOrWhiteSpace(EnvironmentName))
            job.Add("environment", new YamlMap { { "name", EnvironmentName }, { "url", EnvironmentUrl } });
        job.Add("concurrency", CreateConcurrency());
        job.Add("steps", new YamlLines(EntityLines.Of(Steps)));
        writer.Write(new YamlMap { { Name, job } });
    }

    /// <summary>The machines of a matrix are no rivals: in one group they would end each other.</summary>
    private YamlMap? CreateConcurrency()
    {
        var part = Partitions > 1 ? "-${{ matrix.partition }}" : "";
        return GitHubConcurrency.Create(string.IsNullOrWhiteSpace(ConcurrencyGroup) ? null : ConcurrencyGroup + part, ConcurrencyCancelInProgress, Name + part);
    }
}
