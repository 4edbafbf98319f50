using CsCheck;
using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.Execution;
using Plimsoll.Build.Planning;
using Plimsoll.Build.Tests.Planning;

namespace Plimsoll.Build.Tests.CI.Generation;

public sealed class PipelineJobsTests
{
    [Fact]
    public void What_is_invoked_has_a_job_and_runs_what_it_depends_on_there() =>
        Assert.Equal(["Lint runs Lint", "Pack runs Restore Compile Pack"], Split<Artifacts>("Compile", "Lint", "Pack"));

    [Fact]
    public void What_is_consumed_runs_in_one_job_only_and_the_others_are_given_its_artifacts() => Assert.Equal(
        ["Build runs Restore Compile Build", "Check runs Check, skips Build, needs Build, consumes Build", "Ship runs Ship, skips Build, needs Build Check, consumes Build"],
        Split<Artifacts>("Ship", "Check"));

    [Fact]
    public void A_target_that_depends_on_others_without_their_artifacts_runs_them_again() => Assert.Equal(
        ["Build runs Restore Compile Build", "Check runs Check, skips Build, needs Build, consumes Build", "Measure runs Restore Compile Build Measure"],
        Split<Artifacts>("Measure", "Check"));

    [Fact]
    public void What_is_partitioned_runs_in_one_job_of_several_machines_and_what_depends_on_it_waits() => Assert.Equal(
        ["Test runs Restore Compile Test, 3 machines", "Publish runs Publish, skips Test, needs Test"],
        Split<Divided>("Publish"));

    [Fact]
    public void An_order_makes_jobs_wait_also_through_targets_that_run_elsewhere() => Assert.Equal(
        ["First runs First", "Last runs Middle Last, needs First"],
        Split<Ordered>("First", "Last"));

    [Fact]
    public void What_a_target_triggers_does_not_run_twice() => Assert.Equal(
        ["Deploy runs Deploy, skips Announce", "Announce runs Announce, needs Deploy"],
        Split<Triggering>("Deploy", "Announce"));

    [Fact]
    public void What_is_triggered_waits_for_the_jobs_that_run_its_trigger() => Assert.Equal(
        ["Show runs Pack Show, skips Tell", "Push runs Pack Push, skips Tell", "Tell runs Tell, needs Show Push"],
        Split<Nested>("Push", "Show"));

    [Fact]
    public void What_is_triggered_does_not_wait_for_a_job_that_waits_for_it() => Assert.Equal(
        ["Tell runs Tell", "Last runs Pack Last, skips Tell, needs Tell"],
        Split<Nested>("Last"));

    [Fact]
    public void Each_job_that_uses_a_context_prepares_it_and_cleans_it_up() => Assert.Equal(
        ["Load runs StartDatabase Restore Load StopDatabase", "Test runs StartDatabase Test StopDatabase"],
        Split<Contextual>("Test", "Load"));

    [Fact]
    public void A_context_that_is_invoked_with_what_uses_it_is_left_to_that() =>
        Assert.Equal(["Test runs StartDatabase Test StopDatabase"], Split<Contextual>("Test", "StartDatabase", "StopDatabase"));

    [Fact]
    public void What_is_consumed_runs_although_nothing_depends_on_it() => Assert.Equal(
        ["Make runs Make", "Use runs Use, needs Make, consumes Make"],
        Split<Loose>("Use"));

    [Fact]
    public void What_is_joined_runs_in_each_job_that_depends_on_it() => Assert.Equal(
        ["Check runs Restore Compile Build Check", "Ship runs Restore Compile Build Ship, needs Check"],
        Split<Artifacts>(["Ship", "Check"], joined: ["Build", "Ship"]));

    [Fact]
    public void What_is_excluded_runs_nowhere_and_neither_does_what_only_that_depends_on() => Assert.Equal(
        ["Check runs Check, skips Build", "Ship runs Ship, skips Build, needs Check"],
        Split<Artifacts>(["Ship", "Check"], excluded: ["Build"]));

    [Fact]
    public void What_an_excluded_target_consumes_needs_no_job() => Assert.Equal(
        ["Measure runs Restore Compile Build Measure", "Ship runs Restore Compile Build Ship"],
        Split<Artifacts>(["Ship", "Measure"], excluded: ["Check"], joined: ["Build"]));

    [Fact]
    public void What_is_joined_but_does_not_run_where_it_is_consumed_is_an_error() => Assert.Equal(
        "The job of Use consumes the artifacts of Make, which has no job of its own and does not run there.",
        Assert.Throws<BuildException>(() => Split<Loose>(["Use"], joined: ["Make"])).Message);

    [Fact]
    public void To_consume_what_none_produces_is_an_error() =>
        Assert.Equal("Target Wrong consumes the artifacts of Use, which produces none.", Assert.Throws<BuildException>(() => Split<Loose>("Wrong")).Message);

    [Fact]
    public void Jobs_that_wait_for_each_other_are_an_error()
    {
        var exception = Assert.Throws<BuildException>(() => Split<Loose>("Early"));

        Assert.Equal("Jobs wait for each other: Early needs Late, Late needs Early.", exception.Message);
        Assert.Equal(2, exception.ExitCode);
    }

    [Fact]
    public void A_partition_of_one_machine_is_an_error() =>
        Assert.Equal("Target Half is divided among 1 machines, but it takes 2 or more.", Assert.Throws<BuildException>(() => Discover<Undivided>()).Message);

    /// <summary>Of a random graph, the targets of the second list are partitioned, and those of the third are consumed where they are depended on.</summary>
    [Fact]
    public void What_a_job_is_told_to_run_and_to_skip_is_what_it_is_said_to_run() => RandomGraph.WithoutCycle.Sample(random =>
    {
        var graph = (random with { KeepsDependencies = [] }).ToTargets();
        foreach (var target in random.Skipped)
            graph[$"{target}"].Definition.Partition(2);
        foreach (var consumed in random.KeepsDependencies.Select(target => graph[$"{target}"]))
        {
            consumed.Definition.Produces($"out/{consumed}");
            foreach (var dependent in graph.All.Where(target => target.Dependencies.Contains(consumed)))
                dependent.Consumes.Add(consumed);
        }

        var invoked = random.Invoked.Select(target => graph[$"{target}"]).ToList();

        CheckJobs(graph, PipelineJobs.Split(graph.All, invoked), ExecutionPlan.Create(graph.All, invoked).Targets);
    }, iter: 2000);

    /// <summary>
    /// The same, but nothing is consumed; of the second list, the first target is excluded and the others are joined. Targets that need each
    /// other (one depends on what triggers it) are left out: <c>--skip</c> of a third one keeps them.
    /// </summary>
    [Fact]
    public void What_is_excluded_or_joined_is_where_it_is_said_to_be() => RandomGraph.WithoutCycle.Sample(random =>
    {
        var graph = (random with { KeepsDependencies = [] }).ToTargets();
        foreach (var target in random.Skipped.Concat(random.KeepsDependencies))
            graph[$"{target}"].Definition.Partition(2);
        var excluded = random.Skipped.Take(1).Select(target => graph[$"{target}"]).ToList();
        var joined = random.Skipped.Skip(1).Select(target => graph[$"{target}"]).ToList();
        var invoked = random.Invoked.Select(target => graph[$"{target}"]).Except(excluded).ToList();
        if (invoked.Count == 0 || HaveMutualNeeds(graph))
            return;
        var all = ExecutionPlan.Create(graph.All, invoked);
        TargetSkipper.ApplyOption(all, excluded.Count > 0 ? excluded : null);
        var expected = all.Targets.Where(target => target.Status == ExecutionStatus.Scheduled).ToList();
        foreach (var target in graph.All)
            target.Status = ExecutionStatus.Scheduled;

        var jobs = PipelineJobs.Split(graph.All, invoked, excluded, joined);

        CheckJobs(graph, jobs, expected);
        Assert.All(jobs.Where(job => joined.Contains(job.Target!)), job => Assert.True(invoked.Contains(job.Target!) || graph.All.Any(target => target.Triggered.Contains(job.Target!))));
    }, iter: 2000);

    private static bool HaveMutualNeeds(TargetGraph graph) => graph.All.Any(target =>
    {
        var needed = new HashSet<ExecutableTarget>();
        var pending = new Stack<ExecutableTarget>([target]);
        while (pending.TryPop(out var next))
            foreach (var other in next.Dependencies.Concat(next.Triggered).Where(needed.Add))
                pending.Push(other);
        return needed.Contains(target);
    });

    private static void CheckJobs(TargetGraph graph, IReadOnlyList<PipelineJob> jobs, IEnumerable<ExecutableTarget> expected)
    {
        Assert.Equal(expected.Order(ByName), jobs.SelectMany(job => job.Targets).Distinct().Order(ByName));
        var done = new HashSet<ExecutableTarget>();
        var own = jobs.Select(job => job.Target!).ToHashSet();
        bool Needs(PipelineJob job, PipelineJob other) => job.Needs.Any(need => need == other.Target || Needs(jobs.Single(needed => needed.Target == need), other));
        foreach (var job in jobs)
        {
            Assert.All(job.Needs, need => Assert.Contains(need, done));
            Assert.All(job.Consumes, consumed => Assert.Contains(consumed, job.Needs));
            done.Add(job.Target!);
            Assert.All(jobs.Where(other => other != job && other.Targets.Any(trigger => trigger.Triggered.Contains(job.Target!) && !own.Contains(trigger))), other => Assert.True(Needs(job, other) || Needs(other, job)));

            var plan = ExecutionPlan.Create(graph.All, job.Invoked);
            TargetSkipper.ApplyOption(plan, job.Skipped.Count > 0 ? job.Skipped : null);
            Assert.Equal(plan.Targets.Where(target => target.Status == ExecutionStatus.Scheduled), job.Targets);
            foreach (var target in graph.All)
                target.Status = ExecutionStatus.Scheduled;
        }
    }

    private static readonly IComparer<ExecutableTarget> ByName = Comparer<ExecutableTarget>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name));

    private static List<string> Split<T>(params string[] invoked) where T : PlimsollBuild, new() => Split<T>(invoked, []);

    private static List<string> Split<T>(string[] invoked, string[]? excluded = null, string[]? joined = null) where T : PlimsollBuild, new()
    {
        var all = Discover<T>();
        List<ExecutableTarget> Find(string[]? names) => [.. (names ?? []).Select(name => all.Single(t => t.Name == name))];
        return [.. PipelineJobs.Split(all, Find(invoked), Find(excluded), Find(joined)).Select(Describe)];
    }

    private static IReadOnlyList<ExecutableTarget> Discover<T>() where T : PlimsollBuild, new() => BuildContext.Create<T>("/").Targets;

    private static string Describe(PipelineJob job)
    {
        static string Part(string what, IReadOnlyList<ExecutableTarget> targets) => targets.Count == 0 ? "" : $", {what} {string.Join(' ', targets)}";
        return $"{job.Target} runs {string.Join(' ', job.Targets)}{Part("skips", job.Skipped)}{Part("needs", job.Needs)}{Part("consumes", job.Consumes)}{(job.Partitions > 1 ? $", {job.Partitions} machines" : "")}";
    }

    private sealed class Artifacts : PlimsollBuild
    {
        Target Ship => _ => _.DependsOn(Build).Consumes(Build).After(Check);

        Target Measure => _ => _.DependsOn(Build);

        Target Check => _ => _.DependsOn(Build).Consumes(Build, "out/app");

        Target Pack => _ => _.DependsOn(Compile).Produces("artifacts/*.nupkg");

        Target Lint => _ => _;

        Target Build => _ => _.DependsOn(Compile).Produces("out");

        Target Compile => _ => _.DependsOn(Restore);

        Target Restore => _ => _;
    }

    private sealed class Divided : PlimsollBuild
    {
        Target Publish => _ => _.DependsOn(Test);

        Target Test => _ => _.DependsOn(Compile).Partition(3);

        Target Compile => _ => _.DependsOn(Restore);

        Target Restore => _ => _;
    }

    private sealed class Ordered : PlimsollBuild
    {
        Target Last => _ => _.DependsOn(Middle);

        Target Middle => _ => _.After(First);

        Target First => _ => _;
    }

    private sealed class Triggering : PlimsollBuild
    {
        Target Announce => _ => _;

        Target Deploy => _ => _.Triggers(Announce);
    }

    private sealed class Nested : PlimsollBuild
    {
        Target Tell => _ => _;

        Target Last => _ => _.DependsOn(Pack).After(Tell);

        Target Push => _ => _.DependsOn(Pack);

        Target Show => _ => _.DependsOn(Pack);

        Target Pack => _ => _.Triggers(Tell);
    }

    public interface IDatabase : IPlimsollBuild
    {
        Setup StartDatabase => _ => _;

        Cleanup StopDatabase => _ => _;
    }

    private sealed class Contextual : PlimsollBuild, IDatabase
    {
        Target Test => _ => _.DependsOnContext<IDatabase>();

        Target Load => _ => _.DependsOn(Restore).DependsOnContext<IDatabase>();

        Target Restore => _ => _;
    }

    private sealed class Loose : PlimsollBuild
    {
        Target Use => _ => _.Consumes(Make);

        Target Make => _ => _.Produces("made");

        Target Wrong => _ => _.Consumes(Use);

        Target Late => _ => _.After(Early).Produces("late");

        Target Early => _ => _.Consumes(Late).Produces("early");
    }

    private sealed class Undivided : PlimsollBuild
    {
        Target Half => _ => _.Partition(1);
    }
}
