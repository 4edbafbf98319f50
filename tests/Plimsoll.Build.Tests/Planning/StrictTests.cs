using CsCheck;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Planning;

public sealed class StrictTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("Pack", ExitCode.Done)]
    [InlineData("Compile Lint", ExitCode.Usage)]
    [InlineData("Restore Late", ExitCode.Done)]
    public async Task An_order_that_is_left_to_chance_is_refused(string targets, ExitCode exitCode) =>
        Assert.Equal(exitCode, (await _fixture.RunAsync<Sample>([.. targets.Split(' '), "--strict"])).ExitCode);

    [Fact]
    public async Task The_message_names_both_targets_and_the_line_that_orders_them()
    {
        var result = await _fixture.RunAsync<Sample>("Compile", "Lint", "Loose", "--strict", "--plan");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Equal(
            "error: The order of targets is left to chance: nothing says which of Compile and Loose, or of Loose and Lint runs first.\n"
            + "Say so in the build: Target Loose => _ => _.After(Compile).\n",
            result.Error);
    }

    [Fact]
    public void A_plan_passes_exactly_if_it_has_one_order_only() => RandomGraph.WithoutCycle.Sample(graph =>
    {
        var plan = graph.ToTargets().Plan([.. graph.Invoked.Select(i => $"{i}")]);
        var model = new NaivePlan(graph);
        var order = model.Order(graph.Invoked);

        // Every order that keeps to the rules, counted.
        Assert.Equal(CountOrders(order, model) == 1, plan.FindUnordered().Count == 0);
        Assert.All(plan.FindUnordered(), pair => Assert.False(model.Reaches[int.Parse(pair.Then.Name), int.Parse(pair.First.Name)]));
    });

    private static int CountOrders(List<int> left, NaivePlan model) => left.Count == 0
        ? 1
        : left.Where(t => left.All(other => !model.Reaches[t, other])).Sum(t => CountOrders([.. left.Where(other => other != t)], model));

    private sealed class Sample : PlimsollBuild
    {
        public Target Pack => _ => _.DependsOn(Compile).Executes(() => { });

        public Target Compile => _ => _.DependsOn(Restore).Executes(() => { });

        public Target Lint => _ => _.Executes(() => { });

        public Target Restore => _ => _.Executes(() => { });

        public Target Loose => _ => _.Executes(() => { });

        public Target Late => _ => _.After(Compile).Executes(() => { });
    }
}
