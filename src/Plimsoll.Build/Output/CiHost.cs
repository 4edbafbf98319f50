namespace Plimsoll.Build.Output;

/// <summary>Who runs the build, as far as its output depends on it.</summary>
internal enum CiHost
{
    None,
    GitHubActions,
    AzurePipelines,

    /// <summary>A CI host whose log has no commands that the engine uses.</summary>
    Other,
}
