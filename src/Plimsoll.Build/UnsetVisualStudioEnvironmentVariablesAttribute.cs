namespace Plimsoll.Build;

/// <summary>
/// Removes the variables that Visual Studio sets from those of the build and of the commands that it runs, so that a build that is started
/// there does the same as elsewhere.
/// </summary>
public sealed class UnsetVisualStudioEnvironmentVariablesAttribute : BuildExtensionAttributeBase, IOnBuildCreated
{
    private static readonly string[] Names =
    [
        "MSBuildLoadMicrosoftTargetsReadOnly", "VSAPPIDDIR", "VSAPPIDNAME", "VSLANG", "VSLOGGER_UNIQUEID", "VSSKUEDITION", "VisualStudioDir",
        "VisualStudioEdition", "VisualStudioVersion",
    ];

    /// <inheritdoc />
    public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets)
    {
        foreach (var name in Names)
            EnvironmentInfo.SetVariable(name, null);
    }
}
