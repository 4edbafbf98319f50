using Plimsoll.Build.Planning;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Planning;

public class ExecutionPlanTests
{
    [Fact]
    public void Dependencies_run_first_and_each_once()
    {
        var restore = Node("Restore");
        var compile = Node("Compile", restore);
        var test = Node("Test", compile);
        var pack = Node("Pack", compile);
        var all = Node("All", test, pack);

        Assert.Equal("Restore Compile Test Pack All", Order([all, pack, test, compile, restore], all));
    }

    [Fact]
    public void What_no_edge_binds_keeps_the_order_in_which_it_was_invoked()
    {
        var a = Node("A");
        var b = Node("B");
        var c = Node("C");

        Assert.Equal("C A B", Order([a, b, c], c, a, b));
    }

    [Fact]
    public void Order_only_edges_schedule_nothing_and_hold_where_both_are_scheduled()
    {
        var clean = Node("Clean");
        var restore = Node("Restore");
        restore.OrderDependencies.Add(clean);

        Assert.Equal("Restore", Order([clean, restore], restore));
        Assert.Equal("Clean Restore", Order([clean, restore], restore, clean));
    }

    [Fact]
    public void Triggered_targets_are_scheduled_with_their_dependencies_and_their_own_triggers()
    {
        var setup = Node("Setup");
        var report = Node("Report", setup);
        var notify = Node("Notify");
        var test = Node("Test");
        Trigger(test, report);
        Trigger(report, notify);

        Assert.Equal("Test Setup Report Notify", Order([notify, report, setup, test], test));
    }

    [Fact]
    public void A_ladder_of_forty_diamonds_is_walked_once()
    {
        var all = new List<ExecutableTarget> { Node("Top") };
        for (var level = 0; level < 40; level++)
        {
            var left = Node($"L{level}", all[^1]);
            var right = Node($"R{level}", all[^1]);
            all.AddRange([left, right, Node($"Join{level}", left, right)]);
        }

        // 2^40 paths: an algorithm without a visited set would not come back.
        var plan = ExecutionPlan.Create(all, [all[^1]]);

        Assert.Equal(all.Count, plan.Targets.Count);
        Assert.Equal("Top", plan.Targets[0].Name);
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_targets_does_not_overflow_the_stack()
    {
        var all = new List<ExecutableTarget> { Node("T0") };
        for (var i = 1; i < 100_000; i++)
            all.Add(Node($"T{i}", all[^1]));

        Assert.Equal(all, ExecutionPlan.Create(all, [all[^1]]).Targets);
    }

    [Fact]
    public void A_cycle_of_dependencies_is_named_even_where_it_was_not_asked_for()
    {
        var (a, b, c, other) = (Node("A"), Node("B"), Node("C"), Node("Other"));
        a.Dependencies.Add(b);
        b.Dependencies.Add(c);
        c.Dependencies.Add(b);

        var exception = Assert.Throws<BuildException>(() => ExecutionPlan.Create([a, b, c, other], [other]));

        Assert.Equal("Targets depend on each other in a cycle: B → C → B.", exception.Message);
        Assert.Equal((int)ExitCode.Usage, exception.ExitCode);
    }

    [Fact]
    public void A_cycle_through_an_order_only_edge_is_named()
    {
        var a = Node("A");
        var b = Node("B", a);
        a.OrderDependencies.Add(b);

        var exception = Assert.Throws<BuildException>(() => ExecutionPlan.Create([a, b], [b]));

        Assert.Equal("Targets depend on each other in a cycle: B → A → B.", exception.Message);
        Assert.Equal([a], ExecutionPlan.Create([a, b], [a]).Targets);
    }

    [Fact]
    public void A_target_that_waits_for_itself_is_a_cycle()
    {
        var a = Node("A");
        a.Dependencies.Add(a);

        Assert.Contains("A → A.", Assert.Throws<BuildException>(() => ExecutionPlan.Create([a], [a])).Message);
    }

    private static ExecutableTarget Node(string name, params ExecutableTarget[] dependencies)
    {
        var node = new ExecutableTarget(name, _ => _, null!);
        node.Dependencies.AddRange(dependencies);
        return node;
    }

    private static void Trigger(ExecutableTarget source, ExecutableTarget triggered)
    {
        source.Triggered.Add(triggered);
        triggered.OrderDependencies.Add(source);
    }

    private static string Order(ExecutableTarget[] all, params ExecutableTarget[] invoked) =>
        string.Join(' ', ExecutionPlan.Create(all, invoked).Targets);
}
