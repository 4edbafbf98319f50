using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Engine;

/// <summary>The ability of some engines to build a Dockerfile.</summary>
public interface IDockerfileBuilder
{
    /// <summary>Builds by the engine's classic builder. The image gets no name.</summary>
    /// <param name="build">What is built.</param>
    /// <param name="output">Receives each line that the build prints, in order; or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the build.</param>
    /// <returns>The image ID.</returns>
    /// <exception cref="PlimsollException">
    /// A step of the Dockerfile failed, and the message says which and why (exit code 1); the Dockerfile or an argument
    /// cannot be used (2); or the engine cannot be reached (4, 7).
    /// </exception>
    ValueTask<Digest> BuildAsync(DockerfileBuild build, IProgress<string>? output, CancellationToken cancellationToken);
}
