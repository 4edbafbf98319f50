using Plimsoll.Build.CI;

namespace Plimsoll.Build.Tests.CI.Generation.GitHub;

/// <summary>A workflow with jobs at random, that a class of a build describes itself.</summary>
internal sealed class RandomJobs : GitHubActionsAttribute
{
    private static readonly string[] Texts = ["a", "a b", "a: b", "# c", "'", "\"", "it's", "\\", "${{ matrix.os }}", "é", "🚢", "- x", "{a}", "[b]", "true", "1.0", "null", "*", "&x", "!x", "|", "%", "x\ty", "on", "~", "a\nb", "a\n\n b\n"];

    private readonly Random _random;

    public RandomJobs(int seed) : base("jobs", GitHubActionsImage.UbuntuLatest)
    {
        _random = new Random(seed);
        OnPushTags = ["v*"];
        Jobs = [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(CreateJob)];
        Rights = Few(Enum.GetValues<GitHubActionsPermissions>());
    }

    /// <summary>The jobs that the workflow has.</summary>
    public GitHubActionsJob[] Jobs { get; }

    /// <summary>What the workflow may write.</summary>
    public GitHubActionsPermissions[] Rights { get; }

    public override ConfigurationEntity GetConfiguration(IReadOnlyCollection<ExecutableTarget> relevantTargets)
    {
        var workflow = (GitHubActionsConfiguration)base.GetConfiguration(relevantTargets);
        workflow.ReadPermissions = [];
        workflow.WritePermissions = Rights;
        workflow.Jobs = Jobs;
        return workflow;
    }

    private GitHubActionsJob CreateJob(int index) => new()
    {
        Name = $"job_{index}",
        Image = Enum.GetValues<GitHubActionsImage>()[_random.Next(Enum.GetValues<GitHubActionsImage>().Length)],
        RunsOnLabels = Flip() ? ["${{ matrix.os }}"] : [],
        Needs = [.. Enumerable.Range(0, index).Where(_ => Flip()).Select(other => $"job_{other}")],
        Condition = Maybe(),
        Container = Flip() ? CreateContainer() : null,
        Matrix = Flip() ? CreateMatrix() : null,
        Partitions = 1 + _random.Next(3),
        TimeoutMinutes = _random.Next(3),
        EnvironmentName = Maybe(),
        EnvironmentUrl = Maybe(),
        ConcurrencyGroup = Maybe(),
        ConcurrencyCancelInProgress = Flip(),
        ReadPermissions = Few([.. Enum.GetValues<GitHubActionsPermissions>().Where(permission => permission != GitHubActionsPermissions.IdToken)]),
        WritePermissions = Few(Enum.GetValues<GitHubActionsPermissions>()),
        Env = Map(),
        Outputs = Map(),
        Steps = [.. Enumerable.Range(0, 1 + _random.Next(4)).Select(CreateStep)],
    };

    private GitHubActionsContainer CreateContainer() => new()
    {
        Image = Text(),
        Username = Maybe(),
        Password = Maybe(),
        Env = Map(),
        Volumes = Flip() ? ["/a b:/c"] : [],
        Options = Maybe(),
    };

    private GitHubActionsMatrix CreateMatrix() => new()
    {
        Values = Flip() ? new() { ["os"] = [Text(), Text()], ["x-y"] = [Text()] } : [],
        Include = [new() { ["os"] = Text(), ["container"] = "" }, .. Flip() ? [new() { ["z"] = Text() }] : Array.Empty<Dictionary<string, string>>()],
        Exclude = Flip() ? [new() { ["os"] = Text() }] : [],
        FailFast = Flip(),
        MaxParallel = _random.Next(3),
    };

    private GitHubActionsStep CreateStep(int index)
    {
        var commit = string.Concat(Enumerable.Range(0, 40).Select(_ => "0123456789abcdef"[_random.Next(16)]));
        GitHubActionsStep step = _random.Next(5) switch
        {
            0 => new GitHubActionsUsesStep("acme/a_b.c-d", commit, "v1.2.3") { Name = Maybe(), With = Map(), Env = Map() },
            1 => new GitHubActionsUsesStep("./.github/actions/a") { Name = Maybe(), With = Map() },
            2 => new GitHubActionsDownloadStep { Name = Flip() ? "tool-*" : "tool", Path = Maybe() },
            3 => new GitHubActionsArtifactStep { Name = Text(), Path = Text() },
            _ => new GitHubActionsRunStep { Name = Maybe(), Command = Text(), Shell = Maybe(), WorkingDirectory = Maybe(), Imports = Map() },
        };
        step.Id = Flip() ? $"step-{index}" : null;
        step.Condition = Maybe();
        return step;
    }

    private bool Flip() => _random.Next(2) == 0;

    private string Text() => Texts[_random.Next(Texts.Length)];

    private string? Maybe() => Flip() ? Text() : null;

    private Dictionary<string, string> Map() => Flip() ? [] : new() { ["NAME"] = Text(), ["with-dash"] = Flip() ? "" : Text() };

    private T[] Few<T>(T[] all) => [.. all.Where(_ => _random.Next(3) == 0)];
}
