namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet tool uninstall</c>.</summary>
[ToolSettings("dotnet", "tool uninstall", Tasks = "DotNetTasks")]
public sealed partial record DotNetToolUninstallSettings : ToolSettings
{
    /// <summary>The package of the tool.</summary>
    [Argument("{value}", Position = 1)]
    public string? PackageName { get; init; }

    /// <summary>For the user.</summary>
    [Argument("--global")]
    public bool Global { get; init; }

    /// <summary>For the repository, in its manifest.</summary>
    [Argument("--local")]
    public bool Local { get; init; }

    /// <summary>For the directory.</summary>
    [Argument("--tool-path {value}")]
    public string? ToolInstallationPath { get; init; }

    /// <summary>The manifest of the repository.</summary>
    [Argument("--tool-manifest {value}")]
    public string? ToolManifest { get; init; }
}
