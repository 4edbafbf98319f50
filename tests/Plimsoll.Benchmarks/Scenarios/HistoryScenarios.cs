using System.Reflection;
using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Peers;
using Plimsoll.Benchmarks.Workloads;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Scenarios;

/// <summary>Version and tags of the commit that is checked out.</summary>
internal static class HistoryScenarios
{
    private const string Describe = "git describe --tags";

    private static readonly string MinVer = typeof(HistoryScenarios).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "MinVer").Value!;

    public static IEnumerable<Scenario> Create(bool isTiny)
    {
        HistoryShape small = new(1_000, 1, 980);
        HistoryShape longest = new(50_000, 1, 1);
        HistoryShape tagged = new(25_000, 5_000, 24_997);
        HistoryShape wide = new(18_000, 1, 9) { Width = 8 };
        HistoryShape[] shapes = isTiny ? [new(45, 1, 9) { Width = 8, HasGraph = true }] : [small, longest, longest with { HasGraph = true }, tagged, tagged with { HasGraph = true }, wide];
        foreach (var shape in shapes)
            yield return Version(shape) with { Targets = shape == longest || shape == tagged ? [Target.AtMostTimes(1, Measure.Wall, Describe)] : [] };
        foreach (var shape in shapes)
            yield return Tags(shape) with { Targets = shape == small ? [Target.AtMostTimes(1.25, Measure.Wall, StartScenarios.SkopeoVersion)] : [] };
    }

    private static Scenario Version(HistoryShape shape) => Create("version", shape, "plimsoll version", "version", (folder, contenders) =>
        contenders.Add(new Contender("MinVer", _ => new Invocation("dotnet", MinVer, ".") { Folder = folder })));

    private static Scenario Tags(HistoryShape shape) => Create("tags", shape, "plimsoll tags", "tags", (_, contenders) =>
        contenders.AddRange(ImageTool.Here.OfType<Skopeo>().Select(_ => new Contender(StartScenarios.SkopeoVersion, _ => new Invocation("skopeo", "--version")) { IsLimit = true })));

    private static Scenario Create(string group, HistoryShape shape, string name, string verb, Action<string, List<Contender>> addPeers) => new(group, $"{group}: {shape}", workbench =>
    {
        var folder = workbench.History(shape).Path;
        List<Contender> contenders =
        [
            new(name, _ => new Invocation(NativeCommand.Path, verb) { Folder = folder }),
            new(Describe, _ => new Invocation("git", "describe", "--tags") { Folder = folder }),
        ];
        addPeers(folder, contenders);
        return Task.FromResult<IReadOnlyList<Contender>>(contenders);
    })
    {
        Runs = 15,
    };
}
