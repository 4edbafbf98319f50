namespace Plimsoll.Build.Tools;

/// <summary>A tool of the repository: <c>[LocalPath("tools/sign.sh")] readonly Tool Sign;</c></summary>
/// <param name="absoluteOrRelativePath">Its path; a relative one is below the root of the build.</param>
public class LocalPathAttribute(string absoluteOrRelativePath) : ToolInjectionAttributeBase
{
    /// <summary>A tool with one path on Windows, and another elsewhere.</summary>
    public LocalPathAttribute(string windowsPath, string unixPath) : this(OperatingSystem.IsWindows() ? windowsPath : unixPath)
    {
    }

    /// <inheritdoc />
    protected override string GetToolPath(string member) => ToolPathResolver.GetLocalExecutable(absoluteOrRelativePath);
}
