namespace Plimsoll.Build.Tools;

/// <summary><c>docker login</c>.</summary>
[ToolSettings("docker", "login", Tasks = "DockerTasks")]
public sealed partial record DockerLoginSettings : ToolSettings
{
    /// <summary>The registry; the default is Docker Hub.</summary>
    [Argument("{value}", Position = 1)]
    public string? Server { get; init; }

    /// <summary>The user.</summary>
    [Argument("--username {value}")]
    public string? Username { get; init; }

    /// <summary>The password. It is masked in everything that is printed, but other users of the machine see the arguments of processes.</summary>
    [Argument("--password {value}", IsSecret = true)]
    public string? Password { get; init; }
}
