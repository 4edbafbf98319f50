namespace Plimsoll.Build.Tools;

/// <summary>A tool on <c>PATH</c>: the name that older builds have for <see cref="PathVariableAttribute"/>.</summary>
/// <param name="pathExecutable">Its name. The default is the name of the member in small letters.</param>
public sealed class PathExecutableAttribute(string? pathExecutable = null) : PathVariableAttribute(pathExecutable);
