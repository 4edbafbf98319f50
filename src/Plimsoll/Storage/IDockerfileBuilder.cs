using Plimsoll.Images;

namespace Plimsoll.Storage;

/// <summary>The ability of some engines to build a Dockerfile.</summary>
public interface IDockerfileBuilder
{
    /// <summary>Builds by the engine's classic builder. The image gets no name.</summary>
    /// <param name="build">What is built.</param>
    /// <param name="output">Is told each line that the build prints, in order; or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the build.</param>
    /// <returns>The image ID.</returns>
    /// <exception cref="PlimsollException">
    /// A step of the Dockerfile failed, and the message says which and why (exit code 1); the Dockerfile or an argument
    /// cannot be used (2); or the engine cannot be reached (4, 7).
    /// </exception>
    ValueTask<Digest> BuildAsync(DockerfileBuild build, IProgress<string>? output, CancellationToken cancellationToken);
}

/// <summary>A build of a Dockerfile by an engine.</summary>
/// <param name="Dockerfile">The Dockerfile's path within the context, with forward slashes.</param>
/// <param name="WriteContext">Writes the context as a tar.</param>
public sealed record DockerfileBuild(string Dockerfile, Func<Stream, CancellationToken, Task> WriteContext)
{
    /// <summary>The stage that is built; <c>null</c> for the last.</summary>
    public string? Target { get; init; }

    /// <summary>The build arguments. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels that the image gets. The default is none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>What the image runs on; <c>null</c> for what the engine runs on.</summary>
    public Platform? Platform { get; init; }
}
