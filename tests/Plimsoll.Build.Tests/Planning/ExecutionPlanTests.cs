using Plimsoll.Build.Planning;
using Plimsoll.Publishing;
using static Plimsoll.Build.Planning.TargetCall;

namespace Plimsoll.Build.Tests.Planning;

public class ExecutionPlanTests
{
    [Fact]
    public void Dependencies_run_first_and_each_once()
    {
        var graph = TargetGraph.Of("All Pack Test Compile Restore")
            .With("Compile", DependsOn, "Restore").With("Test", DependsOn, "Compile").With("Pack", DependsOn, "Compile").With("All", DependsOn, "Test", "Pack");

        Assert.Equal("Restore Compile Test Pack All", graph.Order("All"));
    }

    [Fact]
    public void What_no_edge_orders_runs_last_declared_first_however_it_is_invoked()
    {
        var graph = TargetGraph.Of("A B C");

        Assert.Equal("C B A", graph.Order("A", "B", "C"));
        Assert.Equal("C B A", graph.Order("B", "C", "A"));
    }

    [Fact]
    public void Edges_of_targets_that_do_not_run_decide_among_those_that_do()
    {
        var graph = TargetGraph.Of("A B C").With("B", DependsOn, "A");

        // C would be first, were B not taken before A.
        Assert.Equal("C A", graph.Order("A", "C"));
        Assert.Equal("A C", TargetGraph.Of("A B C").With("C", After, "B").With("B", After, "A").Order("A", "C"));
    }

    [Theory]
    [InlineData("After", "After")]
    [InlineData("After", "DependsOn")]
    [InlineData("After", "TriggeredBy")]
    public void An_order_reaches_through_targets_that_do_not_run(string near, string far) => Assert.Equal(
        "First Last",
        TargetGraph.Of("First Middle Last").With("Last", Enum.Parse<TargetCall>(near), "Middle").With("Middle", Enum.Parse<TargetCall>(far), "First")
            .Order("Last", "First").Replace(" Middle", ""));

    [Fact]
    public void Order_only_edges_schedule_nothing()
    {
        var graph = TargetGraph.Of("Clean Restore").With("Clean", Before, "Restore");

        Assert.Equal("Restore", graph.Order("Restore"));
        Assert.Equal("Clean Restore", graph.Order("Restore", "Clean"));
    }

    [Fact]
    public void The_plan_shows_what_a_target_waits_for_beyond_targets_that_do_not_run()
    {
        var graph = TargetGraph.Of("A B C D").With("B", After, "A").With("C", After, "B").With("D", After, "C");
        var plan = graph.Plan("A", "C", "D");

        Assert.Equal([graph["A"]], plan.GetPredecessors(graph["C"]));
        Assert.Equal([graph["C"]], plan.GetPredecessors(graph["D"]));
    }

    [Fact]
    public void Triggered_targets_are_scheduled_with_their_dependencies_and_their_own_triggers()
    {
        var graph = TargetGraph.Of("Notify Report Setup Test")
            .With("Report", DependsOn, "Setup").With("Test", Triggers, "Report").With("Notify", TriggeredBy, "Report");

        Assert.Equal("Test Setup Report Notify", graph.Order("Test"));
    }

    [Fact]
    public void A_ladder_of_forty_diamonds_is_walked_once()
    {
        var names = string.Join(' ', Enumerable.Range(0, 40).Select(i => $"L{i} R{i} J{i}"));
        var graph = TargetGraph.Of("Top " + names);
        for (var i = 0; i < 40; i++)
            graph.With($"L{i}", DependsOn, i == 0 ? "Top" : $"J{i - 1}").With($"R{i}", After, i == 0 ? "Top" : $"J{i - 1}").With($"J{i}", DependsOn, $"L{i}", $"R{i}");

        // 2^40 paths: an algorithm that walks each would not come back.
        var plan = graph.Plan("J39");

        Assert.Equal(graph.All.Count, plan.Targets.Count);
        Assert.Equal("Top", plan.Targets[0].Name);
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_targets_does_not_overflow_the_stack()
    {
        var graph = TargetGraph.Of(string.Join(' ', Enumerable.Range(0, 100_000)));
        for (var i = 1; i < 100_000; i++)
            graph.With($"{i}", DependsOn, $"{i - 1}");

        Assert.Equal(graph.All, graph.Plan("99999").Targets);
    }

    [Fact]
    public void A_cycle_is_named_with_who_says_what_even_where_it_was_not_asked_for()
    {
        var graph = TargetGraph.Of("A B C Other").With("A", DependsOn, "B").With("B", DependsOn, "C").With("B", Before, "C");

        var exception = Assert.Throws<BuildException>(() => graph.Plan("Other"));

        Assert.Equal("Targets wait for each other in a cycle: B → C → B. It is made by B.DependsOn(C) in Sample, B.Before(C) in Sample.", exception.Message);
        Assert.Equal((int)ExitCode.Usage, exception.ExitCode);
    }

    [Fact]
    public void A_cycle_of_order_only_edges_is_an_error_whatever_is_invoked()
    {
        var graph = TargetGraph.Of("OA OB OC Other").With("OB", After, "OA").With("OC", After, "OB").With("OC", Before, "OA");

        foreach (var invoked in (string[])["OA", "Other"])
            Assert.Equal(
                "Targets wait for each other in a cycle: OA → OC → OB → OA. It is made by OC.Before(OA) in Sample, OC.After(OB) in Sample, OB.After(OA) in Sample.",
                Assert.Throws<BuildException>(() => graph.Plan(invoked)).Message);
    }

    [Fact]
    public void A_target_that_waits_for_itself_is_a_cycle() =>
        Assert.Contains("A → A. It is made by A.After(A) in Sample.", Assert.Throws<BuildException>(() => TargetGraph.Of("A").With("A", After, "A").Plan("A")).Message);
}
