namespace Plimsoll.Build;

/// <summary>Is accepted from builds of NUKE, where it waits for a debugger. It has no effect.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HandleVisualStudioDebuggingAttribute : Attribute;
