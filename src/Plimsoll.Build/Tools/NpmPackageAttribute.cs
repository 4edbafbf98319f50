namespace Plimsoll.Build.Tools;

/// <summary>A tool of an npm package of the repository: <c>[NpmPackage("typescript", "tsc")] readonly Tool Tsc;</c></summary>
/// <param name="packageId">The package. The default is the name of the member in small letters.</param>
/// <param name="packageExecutable">Its name. The default is that of the package.</param>
public sealed class NpmPackageAttribute(string? packageId = null, string? packageExecutable = null) : ToolInjectionAttributeBase
{
    /// <summary>The version that the repository expects; what is installed is taken as it is.</summary>
    public string? Version { get; set; }

    /// <inheritdoc />
    protected override string GetToolName(string member) => packageExecutable ?? packageId ?? base.GetToolName(member).ToLowerInvariant();

    /// <inheritdoc />
    protected override string GetToolPath(string member) => NpmToolPathResolver.GetNpmExecutable(GetToolName(member));
}
