namespace Plimsoll.Build.Tools;

/// <summary>
/// Marks a record with the settings of a tool. Its properties get fluent methods, such as <c>SetFilter</c>, <c>EnableNoBuild</c>,
/// <c>AddLoggers</c>, in a class of the record's name and <c>Extensions</c>. A partial record also gets the arguments of the
/// properties that have an <see cref="ArgumentAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ToolSettingsAttribute : Attribute
{
    /// <summary>Settings that others extend, or that say by overrides which tool they are for.</summary>
    public ToolSettingsAttribute()
    {
    }

    /// <summary>Settings of a command.</summary>
    /// <param name="tool">The executable, looked up on <c>PATH</c>: <c>helm</c>.</param>
    /// <param name="command">Its first arguments, separated by blanks: <c>repo add</c>; empty if there are none.</param>
    public ToolSettingsAttribute(string tool, string command = "")
    {
        Tool = tool;
        Command = command;
    }

    /// <summary>The executable, or <c>null</c>.</summary>
    public string? Tool { get; }

    /// <summary>Its first arguments, or <c>null</c>.</summary>
    public string? Command { get; }

    /// <summary>
    /// The static class, in the namespace of the record, that gets methods that run the tool, named as the record without
    /// <c>Settings</c>. The default is <c>null</c>: none; <see cref="ToolTasks.Run{T}(T)"/> runs it.
    /// </summary>
    public string? Tasks { get; set; }
}
