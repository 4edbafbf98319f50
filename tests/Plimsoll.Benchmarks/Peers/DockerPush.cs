using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Workloads;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Peers;

/// <summary>Pushing through a Docker Engine, which compresses the layers that it keeps unpacked.</summary>
internal static class DockerPush
{
    public const string Name = "docker";

    /// <summary>How many layers the engine's storage takes.</summary>
    public const int MaximumLayers = 125;

    /// <summary>Why there is none on this machine, or <c>null</c>.</summary>
    public static string? SkipReason =>
        Programs.Find("dockerd") is null || Programs.Find(Name) is null ? "docker: not on PATH"
        : !Environment.IsPrivilegedProcess ? "docker: starting an engine needs root"
        : null;

    /// <summary>Loads an image into the engine; what is returned pushes it to the registry that a run finds.</summary>
    public static async Task<Contender> LoadAsync(Workbench workbench, TestImage image, Func<Trial, Task<string>> findRegistryAsync)
    {
        var docker = await workbench.DockerAsync();
        var variables = new Dictionary<string, string> { ["DOCKER_HOST"] = docker.Endpoint };
        var name = $"bench:{image.Shape.Layers}x{image.Shape.LayerBytes}";
        await CommandRunner.RunAsync(new Invocation(NativeCommand.Path, "copy", $"oci:{image.Layout}:1", $"docker-daemon:{name}") { Variables = variables });
        return new Contender(Name, async trial =>
        {
            var reference = $"{await findRegistryAsync(trial)}/acme/app:1";
            await CommandRunner.RunAsync(new Invocation(Name, "tag", name, reference) { Variables = variables });
            return new Invocation(Name, "push", "--quiet", reference) { Variables = variables };
        })
        {
            WorksElsewhere = true,
        };
    }
}
