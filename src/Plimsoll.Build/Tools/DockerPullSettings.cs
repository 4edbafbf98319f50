namespace Plimsoll.Build.Tools;

/// <summary><c>docker pull</c>.</summary>
[ToolSettings("docker", "pull", Tasks = "DockerTasks")]
public sealed partial record DockerPullSettings : ToolSettings
{
    /// <summary>The image.</summary>
    [Argument("{value}", Position = 1)]
    public string? Name { get; init; }

    /// <summary>Pulls every tag.</summary>
    [Argument("--all-tags")]
    public bool AllTags { get; init; }

    /// <summary>The platform, such as <c>linux/amd64</c>.</summary>
    [Argument("--platform {value}")]
    public string? Platform { get; init; }

    /// <summary>Shows little.</summary>
    [Argument("--quiet")]
    public bool Quiet { get; init; }
}
