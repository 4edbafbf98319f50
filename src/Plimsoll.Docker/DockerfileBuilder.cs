using Docker.DotNet;
using Docker.DotNet.Models;
using Plimsoll.Oci.Storage.Engine;

namespace Plimsoll.Docker;

/// <summary>The engine's classic builder: the context is streamed as it is read, and the answer followed.</summary>
internal static class DockerfileBuilder
{
    public static async Task<BuildMessages> BuildAsync(IDockerClient client, DockerfileBuild build, string what, IProgress<string>? output, CancellationToken cancellationToken)
    {
        var messages = new BuildMessages(output);
        await PipedUpload.SendAsync(
            build.WriteContext.Invoke,
            content => client.Images.BuildImageFromDockerfileAsync(CreateParameters(build), content, authConfigs: [], headers: new Dictionary<string, string>(), messages, cancellationToken),
            what,
            cancellationToken);
        return messages;
    }

    private static ImageBuildParameters CreateParameters(DockerfileBuild build) => new()
    {
        Dockerfile = build.Dockerfile,
        Target = build.Target,
        Platform = build.Platform?.ToString(),
        BuildArgs = build.Arguments.ToDictionary(),
        Labels = build.Labels.ToDictionary(),

        // Containers of the steps go, those of a failed one too: a CI host has nobody to look at them.
        Remove = true,
        ForceRemove = true,
    };
}
