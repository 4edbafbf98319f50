namespace Plimsoll.Build.Tools;

/// <summary>Windows PowerShell.</summary>
[ToolSettings("powershell", Tasks = "PowerShellTasks")]
public sealed partial record PowerShellSettings : PowerShellCommandSettings;
