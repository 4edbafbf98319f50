using System.Text.RegularExpressions;
using CsCheck;
using Plimsoll.Build.Execution;
using Plimsoll.Build.Planning;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Planning;

public partial class PlanPropertyTests
{
    [Fact]
    public void No_order_is_ever_broken_also_through_targets_that_do_not_run() => RandomGraph.WithoutCycle.Sample(graph =>
    {
        var reaches = new NaivePlan(graph).Reaches;
        var order = Order(graph);

        Assert.Equal(order.Distinct(), order);
        for (var i = 0; i < order.Count; i++)
            for (var j = i + 1; j < order.Count; j++)
                Assert.False(reaches[order[i], order[j]], $"{order[i]} runs before {order[j]}.");
    });

    [Fact]
    public void The_order_is_that_of_the_rule_as_it_is_told() =>
        RandomGraph.WithoutCycle.Sample(graph => Assert.Equal(new NaivePlan(graph).Order(graph.Invoked), Order(graph)));

    [Fact]
    public void Skipping_takes_what_nothing_else_needs() => RandomGraph.WithoutCycle.Sample(graph =>
    {
        var targets = graph.ToTargets();
        var plan = targets.Plan([.. graph.Invoked.Select(i => $"{i}")]);
        if (graph.Skipped.Count > 0)
            TargetSkipper.ApplyOption(plan, [.. graph.Skipped.Select(i => targets[$"{i}"])]);

        Assert.Equal(
            new NaivePlan(graph).Skip(graph).Order(),
            plan.Targets.Where(t => t.Status == ExecutionStatus.Skipped).Select(t => int.Parse(t.Name)).Order());
    });

    [Fact]
    public void What_a_target_that_is_skipped_with_another_keeps_runs_as_in_NUKE()
    {
        var graph = TargetGraph.Of("Pack Test Ship").With("Ship", TargetCall.DependsOn, "Pack", "Test").With("Test", TargetCall.DependsOn, "Pack");
        graph["Test"].Definition.WhenSkipped(DependencyBehavior.Execute);
        var plan = graph.Plan("Ship");
        TargetSkipper.ApplyOption(plan, [graph["Ship"]]);

        Assert.Equal([graph["Pack"]], plan.Targets.Where(target => target.Status == ExecutionStatus.Scheduled));
    }

    [Fact]
    public void A_cycle_is_told_wherever_it_is_by_calls_that_were_made() => RandomGraph.Any.Sample(graph =>
    {
        var model = new NaivePlan(graph);
        var exception = Record.Exception(() => Order(graph));

        if (!model.HasCycle)
        {
            Assert.Null(exception);
            return;
        }

        var error = Assert.IsType<BuildException>(exception);
        Assert.Equal((int)ExitCode.Usage, error.ExitCode);
        var (path, calls) = Cycle().Match(error.Message) is { Success: true } match
            ? (match.Groups[1].Value.Split(" → ").Select(int.Parse).ToList(), match.Groups[2].Value.Split(", "))
            : throw new InvalidOperationException(error.Message);
        Assert.Equal(path[0], path[^1]);
        Assert.Equal(path.Count - 1, calls.Length);
        Assert.Equal(path.Count - 1, path.Distinct().Count());
        Assert.All(path.Zip(path.Skip(1)), step => Assert.True(model.Waits[step.First, step.Second]));
        Assert.All(calls, call => Assert.Contains(call, graph.Said.Select(s => $"{s.Declarer}.{s.Call}({s.Other}) in Sample")));
    });

    [Fact]
    public void Two_thousand_targets_are_planned_and_skipped()
    {
        var random = new Random(7);
        var graph = TargetGraph.Of(string.Join(' ', Enumerable.Range(0, 2_000)));
        for (var i = 1; i < 2_000; i++)
            for (var n = 0; n < 5; n++)
                graph.With($"{i}", n % 2 == 0 ? TargetCall.DependsOn : TargetCall.After, $"{random.Next(i)}");

        var plan = graph.Plan("1999");
        TargetSkipper.ApplyOption(plan, [graph["1999"]]);

        Assert.All(plan.Targets, target => Assert.Equal(ExecutionStatus.Skipped, target.Status));
        Assert.All(plan.Targets, target => Assert.All(plan.GetPredecessors(target), first => Assert.True(int.Parse(first.Name) < int.Parse(target.Name))));
    }

    private static List<int> Order(RandomGraph graph) =>
        [.. graph.ToTargets().Plan([.. graph.Invoked.Select(i => $"{i}")]).Targets.Select(t => int.Parse(t.Name))];

    [GeneratedRegex("^Targets wait for each other in a cycle: (.*)\\. It is made by (.*)\\.$")]
    private static partial Regex Cycle();
}
