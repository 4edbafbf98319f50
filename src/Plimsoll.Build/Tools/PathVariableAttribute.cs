namespace Plimsoll.Build.Tools;

/// <summary>A tool on <c>PATH</c>: <c>[PathVariable] readonly Tool Git;</c></summary>
/// <param name="pathExecutable">Its name. The default is the name of the member in small letters.</param>
public class PathVariableAttribute(string? pathExecutable = null) : ToolInjectionAttributeBase
{
    /// <inheritdoc />
    protected override string GetToolName(string member) => pathExecutable ?? base.GetToolName(member).ToLowerInvariant();

    /// <inheritdoc />
    protected override string GetToolPath(string member) => GetToolName(member);
}
