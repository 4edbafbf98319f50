namespace Plimsoll.Build.Tools;

/// <summary><c>docker tag</c>.</summary>
[ToolSettings("docker", "tag", Tasks = "DockerTasks")]
public sealed partial record DockerTagSettings : ToolSettings
{
    /// <summary>The image.</summary>
    [Argument("{value}", Position = 1)]
    public string? SourceImage { get; init; }

    /// <summary>Its other name.</summary>
    [Argument("{value}", Position = 2)]
    public string? TargetImage { get; init; }
}
