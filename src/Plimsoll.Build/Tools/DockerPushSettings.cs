namespace Plimsoll.Build.Tools;

/// <summary><c>docker push</c>.</summary>
[ToolSettings("docker", "push", Tasks = "DockerTasks")]
public sealed partial record DockerPushSettings : ToolSettings
{
    /// <summary>The image.</summary>
    [Argument("{value}", Position = 1)]
    public string? Name { get; init; }

    /// <summary>Pushes every tag.</summary>
    [Argument("--all-tags")]
    public bool AllTags { get; init; }

    /// <summary>Shows little.</summary>
    [Argument("--quiet")]
    public bool Quiet { get; init; }
}
