namespace Plimsoll.Build.Tools;

/// <summary>PowerShell.</summary>
[ToolSettings("pwsh", Tasks = "PwshTasks")]
public sealed partial record PwshSettings : PowerShellCommandSettings;
