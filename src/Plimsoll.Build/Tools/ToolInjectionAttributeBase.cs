namespace Plimsoll.Build.Tools;

/// <summary>
/// Gives a field or property of a build, of type <see cref="Tool"/>, a method that runs a tool. The tool is looked up when it runs, or before the
/// first target where one requires it: <c>Requires(() =&gt; Git)</c>. The variable <c>NAME_EXE</c> has the path of another one.
/// </summary>
#pragma warning disable CA1710 // This is the name that builds know.
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class ToolInjectionAttributeBase : Attribute
#pragma warning restore CA1710
{
    /// <summary>The name of the tool, for its variable.</summary>
    /// <param name="member">The name of the field or property.</param>
    protected virtual string GetToolName(string member) => member.TrimStart('_');

    /// <summary>Finds the executable.</summary>
    /// <param name="member">The name of the field or property.</param>
    /// <exception cref="BuildException">There is none.</exception>
    protected abstract string GetToolPath(string member);

    internal Tool GetTool(string member) =>
        new ResolvedTool(() => ToolPathResolver.TryGetEnvironmentExecutable(ToolPathResolver.GetVariable(GetToolName(member))) ?? GetToolPath(member)).Run;
}
