namespace Plimsoll.Build.Servers;

/// <summary>The build server that runs the build, as far as the output depends on it.</summary>
internal enum BuildServer
{
    None,
    GitHubActions,
    AzurePipelines,
    TeamCity,

    /// <summary>A build server whose log has no commands that the engine uses.</summary>
    Other,
}
