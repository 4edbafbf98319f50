using System.IO.Pipelines;
using Docker.DotNet;
using Docker.DotNet.Models;
using Plimsoll.Oci.Storage.Engine;

namespace Plimsoll.Docker;

/// <summary>The engine's classic builder: the context is streamed as it is read, and the answer followed.</summary>
internal static class DockerfileBuilder
{
    public static async Task<BuildMessages> BuildAsync(IDockerClient client, DockerfileBuild build, IProgress<string>? output, CancellationToken cancellationToken)
    {
        var messages = new BuildMessages(output);
        var pipe = new Pipe();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = WriteAsync(pipe.Writer, build, stop.Token);
        try
        {
            await using var content = pipe.Reader.AsStream();
            await client.Images.BuildImageFromDockerfileAsync(CreateParameters(build), content, authConfigs: [], headers: new Dictionary<string, string>(), messages, cancellationToken);
        }
        finally
        {
            // An engine that refuses early leaves the writer waiting for a reader.
            await stop.CancelAsync();
            await writing;
        }

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

    private static async Task WriteAsync(PipeWriter writer, DockerfileBuild build, CancellationToken cancellationToken)
    {
        try
        {
            await build.WriteContext(writer.AsStream(leaveOpen: true), cancellationToken);
            await writer.CompleteAsync();
        }
        catch (Exception exception)
        {
            // The request that reads the pipe fails with it, and breaks off what it has sent.
            await writer.CompleteAsync(exception);
        }
    }
}
