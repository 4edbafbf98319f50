using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Peers;
using Plimsoll.Benchmarks.Workloads;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Scenarios;

/// <summary>What is done with an image that a registry has.</summary>
internal static class CopyScenarios
{
    private const string Repository = "acme/app";
    private const int NewTags = 5;

    /// <summary>To a registry that holds nothing.</summary>
    public static Scenario Copy(ImageShape shape) => Create("copy", $"copy {shape} to another registry", shape, async (tool, server, trial) =>
        tool.Copy($"{trial.Reach(server)}/{Repository}:1", $"{await trial.StartRegistryAsync()}/{Repository}:1"));

    /// <summary>To a new layout.</summary>
    public static Scenario Pull(ImageShape shape) => Create("pull", $"pull {shape} to an OCI layout", shape, (tool, server, trial) =>
        Task.FromResult(tool.Pull($"{trial.Reach(server)}/{Repository}:1", trial.Folder["layout"])));

    /// <summary>Under more tags in its repository.</summary>
    public static Scenario Tag(ImageShape shape) => Create("tag", $"add {NewTags} tags", shape, (tool, server, trial) =>
        Task.FromResult(tool.Tag($"{trial.Reach(server)}/{Repository}", "1", [.. Enumerable.Range(1, NewTags).Select(tag => $"t{trial.Number}-{tag}")]))) with
    {
        Runs = 11,
        Targets = [Target.AtMost(NewTags, Measure.Writes)],
    };

    /// <summary>What its tag points to.</summary>
    public static Scenario Look(ImageShape shape) => Create("digest", "print the digest of a tag", shape, (tool, server, trial) =>
        Task.FromResult(tool.Look($"{trial.Reach(server)}/{Repository}:1")), tool => tool.LookName) with
    {
        Runs = 21,
        Targets = [Target.AtMostTimes(1, Measure.Wall, "skopeo inspect --raw")],
    };

    private static Scenario Create(string group, string name, ImageShape shape, Func<ImageTool, RegistryServer, Trial, Task<Invocation>> prepareAsync, Func<ImageTool, string>? nameOf = null) =>
        new(group, name, async workbench =>
        {
            var server = await workbench.StartRegistryAsync();
            var own = new PlimsollTool(workbench.CreateFolder());
            await CommandRunner.RunAsync(own.Push(await workbench.ImageAsync(shape), $"{server.Host}/{Repository}:1"));
            return [.. ImageTool.Here.Prepend(own).Select(tool => new Contender(nameOf?.Invoke(tool) ?? tool.Name, trial => prepareAsync(tool, server, trial)))];
        });
}
