using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Peers;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Scenarios;

/// <summary>How long a command takes that has nothing to do.</summary>
internal static class StartScenarios
{
    /// <summary>What it is compared with elsewhere.</summary>
    public const string SkopeoVersion = "skopeo --version";

    public static IEnumerable<Scenario> Create()
    {
        yield return new Scenario("start", "start: print the version", _ => Task.FromResult<IReadOnlyList<Contender>>(
        [
            new("plimsoll --version", _ => new Invocation(NativeCommand.Path, "--version")),
            .. ImageTool.Here.Select(tool => new Contender($"{tool.Name} {tool.VersionArgument}", _ => new Invocation(tool.Name, tool.VersionArgument))),
            new("git --version", _ => new Invocation("git", "--version")),
        ]))
        {
            Runs = 31,
            Targets =
            [
                Target.AtMostTimes(1, Measure.Wall, SkopeoVersion),
                Target.AtMostTimes(1, Measure.PageFaults, SkopeoVersion),
            ],
        };
    }
}
