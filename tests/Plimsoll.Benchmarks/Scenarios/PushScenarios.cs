using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Peers;
using Plimsoll.Benchmarks.Workloads;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Scenarios;

/// <summary>Pushing an image from an OCI layout.</summary>
internal static class PushScenarios
{
    private const string Group = "push";
    private const string Upload = "curl, the layer's bytes";
    private const string Hash = "openssl sha256, the layer's bytes";
    private const double Mebibyte = 1024 * 1024;

    private static readonly string[] AllPeers = ["skopeo", "crane", "regctl", DockerPush.Name];

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    /// <summary>To a registry that was just started and holds nothing.</summary>
    public static Scenario Cold(ImageShape shape, int number) => new(Group, $"push {shape}, nothing is there", async workbench =>
    {
        var image = await workbench.ImageAsync(shape);
        List<Contender> contenders = [.. Push(workbench, image, trial => trial.StartRegistryAsync()), .. await DockerAsync(workbench, image, trial => trial.StartRegistryAsync())];
        if (shape.Layers > 1)
            return contenders;

        var layer = image.Layers[0];
        contenders.Add(new Contender(Upload, async trial => await RawUpload.PrepareAsync(await trial.StartRegistryAsync(), layer, image.PathOf(layer))) { IsLimit = true });
        contenders.Add(new Contender(Hash, _ => new Invocation("openssl", "sha256", image.PathOf(layer))) { IsLimit = true });
        return contenders;
    })
    {
        Targets = number switch
        {
            0 => [Target.AtMostTimes(1, Measure.Wall, AllPeers), Target.AtMostTimes(1.05, Measure.Wall, Upload), Target.AtMost(32 * Mebibyte, Measure.Memory)],
            1 => [Target.AtMostTimes(0.95, Measure.Wall, AllPeers)],
            _ => [Target.AtMostTimes(0.75, Measure.Wall, AllPeers)],
        },
    };

    /// <summary>To a registry that has all of it under the same tag.</summary>
    public static Scenario Unchanged(ImageShape shape) => new(Group, $"push {shape}, everything is there", async workbench =>
    {
        var image = await workbench.ImageAsync(shape);
        var server = await workbench.StartRegistryAsync();
        await CommandRunner.RunAsync(new PlimsollTool(workbench.CreateFolder()).Push(image, $"{server.Host}/acme/app:1"));
        return
        [
            .. Push(workbench, image, trial => Task.FromResult(trial.Reach(server))),
            .. await DockerAsync(workbench, image, trial => Task.FromResult(trial.Reach(server))),
            .. ImageTool.Here.OfType<Skopeo>().Select(skopeo => new Contender(skopeo.LookName, trial => skopeo.Look($"{trial.Reach(server)}/acme/app:1")) { IsLimit = true }),
        ];
    })
    {
        Runs = 11,
        Targets =
        [
            Target.AtMost(1, Measure.Requests),
            Target.AtMostTimes(1, Measure.Wall, "crane"),
            Target.AtMostTimes(0.3, Measure.Wall, "skopeo"),
            Target.AtMostTimes(1, Measure.Wall, "skopeo inspect --raw"),
        ],
    };

    /// <summary>To a registry that is far away.</summary>
    public static Scenario Latency(ImageShape shape) => new(Group, $"push {shape}, {Delay.TotalMilliseconds:0} ms more for each request", async workbench =>
        [.. Push(workbench, await workbench.ImageAsync(shape), async trial => trial.Reach(await trial.OwnAsync(RegistryServer.StartAsync()), Delay))])
    {
        // crane takes a fifth of the time of skopeo here, where both were measured.
        Targets = [Target.AtMostTimes(0.25, Measure.Wall, "crane"), Target.AtMostTimes(0.05, Measure.Wall, "skopeo")],
    };

    private static IEnumerable<Contender> Push(Workbench workbench, TestImage image, Func<Trial, Task<string>> findRegistryAsync) =>
        ImageTool.Here.Prepend(new PlimsollTool(workbench.CreateFolder()))
            .Select(tool => new Contender(tool.Name, async trial => tool.Push(image, $"{await findRegistryAsync(trial)}/acme/app:1")));

    private static async Task<IEnumerable<Contender>> DockerAsync(Workbench workbench, TestImage image, Func<Trial, Task<string>> findRegistryAsync) =>
        workbench.IsTiny || image.Shape.Layers > DockerPush.MaximumLayers || DockerPush.SkipReason is not null ? [] : [await DockerPush.LoadAsync(workbench, image, findRegistryAsync)];
}
