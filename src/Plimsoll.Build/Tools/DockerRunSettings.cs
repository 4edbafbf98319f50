namespace Plimsoll.Build.Tools;

/// <summary><c>docker run</c>.</summary>
[ToolSettings("docker", "run", Tasks = "DockerTasks")]
public sealed partial record DockerRunSettings : ToolSettings
{
    /// <summary>The image.</summary>
    [Argument("{value}", Position = -3)]
    public string? Image { get; init; }

    /// <summary>The program, if it is another than that of the image.</summary>
    [Argument("{value}", Position = -2)]
    public string? Command { get; init; }

    /// <summary>The arguments of the program.</summary>
    [Argument("{value}", Position = -1)]
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>The name of the container.</summary>
    [Argument("--name {value}")]
    public string? Name { get; init; }

    /// <summary>Deletes the container when it ends.</summary>
    [Argument("--rm")]
    public bool Rm { get; init; }

    /// <summary>Does not wait for its end.</summary>
    [Argument("--detach")]
    public bool Detach { get; init; }

    /// <summary>Keeps standard input open.</summary>
    [Argument("--interactive")]
    public bool Interactive { get; init; }

    /// <summary>Gives it a terminal.</summary>
    [Argument("--tty")]
    public bool Tty { get; init; }

    /// <summary>Variables: <c>NAME=VALUE</c>.</summary>
    [Argument("--env {value}")]
    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>Files of variables.</summary>
    [Argument("--env-file {value}")]
    public IReadOnlyList<string> EnvFile { get; init; } = [];

    /// <summary>Volumes: <c>SOURCE:TARGET</c>.</summary>
    [Argument("--volume {value}")]
    public IReadOnlyList<string> Volume { get; init; } = [];

    /// <summary>Ports: <c>HOST:CONTAINER</c>.</summary>
    [Argument("--publish {value}")]
    public IReadOnlyList<string> Publish { get; init; } = [];

    /// <summary>Labels: <c>NAME=VALUE</c>.</summary>
    [Argument("--label {value}")]
    public IReadOnlyList<string> Label { get; init; } = [];

    /// <summary>The platform, such as <c>linux/amd64</c>.</summary>
    [Argument("--platform {value}")]
    public string? Platform { get; init; }

    /// <summary>The network.</summary>
    [Argument("--network {value}")]
    public string? Network { get; init; }

    /// <summary>The working directory.</summary>
    [Argument("--workdir {value}")]
    public string? Workdir { get; init; }

    /// <summary>The user.</summary>
    [Argument("--user {value}")]
    public string? User { get; init; }

    /// <summary>The entry point, if it is another than that of the image.</summary>
    [Argument("--entrypoint {value}")]
    public string? Entrypoint { get; init; }

    /// <summary>When the image is pulled: <c>always</c>, <c>missing</c> or <c>never</c>.</summary>
    [Argument("--pull {value}")]
    public string? Pull { get; init; }

    /// <summary>Gives it the rights of the host.</summary>
    [Argument("--privileged")]
    public bool Privileged { get; init; }
}
