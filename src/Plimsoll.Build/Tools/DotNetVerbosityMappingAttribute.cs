namespace Plimsoll.Build.Tools;

/// <summary>
/// Gives <c>dotnet</c> commands that run MSBuild the verbosity of the build, where their settings name none: quiet is <c>quiet</c>, normal is
/// <c>minimal</c>, verbose and debug are <c>detailed</c>.
/// </summary>
public sealed class DotNetVerbosityMappingAttribute : BuildExtensionAttributeBase, IOnBuildInitialized
{
    /// <inheritdoc />
    public void OnBuildInitialized(IReadOnlyCollection<ExecutableTarget> executableTargets, IReadOnlyCollection<ExecutableTarget> executionPlan) =>
        ToolHost.Current.DotNetVerbosity = Build.Verbosity switch
        {
            Verbosity.Quiet => DotNetVerbosity.quiet.ToString(),
            Verbosity.Normal => DotNetVerbosity.minimal.ToString(),
            _ => DotNetVerbosity.detailed.ToString(),
        };
}
