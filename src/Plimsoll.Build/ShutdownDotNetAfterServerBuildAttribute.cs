using Plimsoll.Build.Tools;

namespace Plimsoll.Build;

/// <summary>
/// Shuts down the servers of .NET (those of MSBuild, of the compiler and of Razor) after a run on a build server, with
/// <c>dotnet build-server shutdown</c>, so that none keeps files of the workspace open. If that fails, the build has not.
/// </summary>
public sealed class ShutdownDotNetAfterServerBuildAttribute : BuildExtensionAttributeBase, IOnBuildFinished
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>After other extensions: they may still compile.</summary>
    public override float Priority { get; set; } = -50;

    /// <summary>Whether the command and its output are shown. The default is <c>false</c>.</summary>
    public bool EnableLogging { get; set; }

    /// <inheritdoc />
    public void OnBuildFinished()
    {
        if (!Build.IsServerBuild)
            return;
        try
        {
            Build.Run("dotnet", ["build-server", "shutdown"], new ProcessOptions { LogInvocation = EnableLogging, LogOutput = EnableLogging, Timeout = Limit });
        }
        catch (BuildException exception)
        {
            Build.Log.Warning("The servers of .NET were not shut down: {Message}", exception.Message);
        }
        catch (OperationCanceledException)
        {
            // An interrupted build has no time for that.
        }
    }
}
