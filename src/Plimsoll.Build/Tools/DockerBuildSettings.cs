namespace Plimsoll.Build.Tools;

/// <summary><c>docker build</c>.</summary>
[ToolSettings("docker", "build", Tasks = "DockerTasks")]
public sealed partial record DockerBuildSettings : ToolSettings
{
    /// <summary>The directory, archive or address to build from.</summary>
    [Argument("{value}", Position = -1)]
    public string? Path { get; init; }

    /// <summary>The Dockerfile.</summary>
    [Argument("--file {value}")]
    public string? File { get; init; }

    /// <summary>Names of the image.</summary>
    [Argument("--tag {value}")]
    public IReadOnlyList<string> Tag { get; init; } = [];

    /// <summary>Build arguments: <c>NAME=VALUE</c>.</summary>
    [Argument("--build-arg {value}")]
    public IReadOnlyList<string> BuildArg { get; init; } = [];

    /// <summary>The stage to build.</summary>
    [Argument("--target {value}")]
    public string? Target { get; init; }

    /// <summary>The platform, such as <c>linux/amd64</c>.</summary>
    [Argument("--platform {value}")]
    public string? Platform { get; init; }

    /// <summary>Labels: <c>NAME=VALUE</c>.</summary>
    [Argument("--label {value}")]
    public IReadOnlyList<string> Label { get; init; } = [];

    /// <summary>Secrets of the build: <c>id=…,src=…</c>.</summary>
    [Argument("--secret {value}")]
    public IReadOnlyList<string> Secret { get; init; } = [];

    /// <summary>Images to take the cache from.</summary>
    [Argument("--cache-from {value}")]
    public IReadOnlyList<string> CacheFrom { get; init; } = [];

    /// <summary>The network of <c>RUN</c>.</summary>
    [Argument("--network {value}")]
    public string? Network { get; init; }

    /// <summary>How progress is shown: <c>auto</c>, <c>plain</c> or <c>tty</c>.</summary>
    [Argument("--progress {value}")]
    public string? Progress { get; init; }

    /// <summary>Looks for newer base images.</summary>
    [Argument("--pull")]
    public bool Pull { get; init; }

    /// <summary>Builds everything.</summary>
    [Argument("--no-cache")]
    public bool NoCache { get; init; }

    /// <summary>Shows the id of the image only.</summary>
    [Argument("--quiet")]
    public bool Quiet { get; init; }

    /// <summary>Removes intermediate containers after a success.</summary>
    [Argument("--rm")]
    public bool Rm { get; init; }

    /// <summary>Removes intermediate containers always.</summary>
    [Argument("--force-rm")]
    public bool ForceRm { get; init; }
}
