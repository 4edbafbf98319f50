using Plimsoll.Oci.Storage;

namespace Plimsoll.Docker;

/// <summary>Which engine to connect to. Without an explicit endpoint or context it is the one the <c>docker</c> command would use.</summary>
public sealed record DockerEngineOptions
{
    /// <summary>
    /// Where the engine is: <c>unix:///path</c>, <c>npipe://./pipe/name</c>, <c>tcp://host:port</c> (a bare
    /// <c>host:port</c> is the same). The default is <c>null</c>: environment, then context, then the system's own socket.
    /// </summary>
    public string? Endpoint { get; init; }

    /// <summary>The name of a docker context, which wins over the environment. The default is <c>null</c>: the current one.</summary>
    public string? Context { get; init; }

    /// <summary>
    /// The environment: <c>DOCKER_HOST</c>, <c>DOCKER_CONTEXT</c>, <c>DOCKER_CONFIG</c>, <c>DOCKER_TLS_VERIFY</c>,
    /// <c>DOCKER_CERT_PATH</c>, <c>HOME</c> (<c>USERPROFILE</c> on Windows) are read. The default is an empty one.
    /// </summary>
    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>
    /// The folder of the temporary file that an export is written to; it needs room for the uncompressed image. The
    /// default is the system's folder for temporary files.
    /// </summary>
    public string SpoolDirectory { get; init; } = Path.GetTempPath();

    /// <summary>Told how much of an image is loaded or exported; the default is <c>null</c>: nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>How long a request other than a transfer may take. The default is 100 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);
}
