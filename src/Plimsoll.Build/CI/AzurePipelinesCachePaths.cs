namespace Plimsoll.Build.CI;

/// <summary>Folders that are worth keeping from run to run.</summary>
public static class AzurePipelinesCachePaths
{
    /// <summary>What the build itself downloads and compiles. Where it is kept, a build that another branch compiled could run with the secrets of this one.</summary>
    public const string Nuke = ".nuke/temp";

    /// <summary>Packages of NuGet.</summary>
    public const string NuGet = "~/.nuget/packages";

    /// <summary>Packages of npm.</summary>
    public const string Npm = "~/.npm";

    /// <summary>What Gradle downloads.</summary>
    public const string Gradle = "~/.gradle";

    /// <summary>Saved images of Docker.</summary>
    public const string Docker = "~/docker";
}
