namespace Plimsoll.Build.Tools;

/// <summary>A tool of the repository: the name that older builds have for <see cref="LocalPathAttribute"/>.</summary>
/// <param name="absoluteOrRelativePath">Its path; a relative one is below the root of the build.</param>
public sealed class LocalExecutableAttribute(string absoluteOrRelativePath) : LocalPathAttribute(absoluteOrRelativePath);
