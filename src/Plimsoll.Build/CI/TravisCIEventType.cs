namespace Plimsoll.Build.CI;

/// <summary>What started a build of Travis CI.</summary>
public enum TravisCIEventType
{
#pragma warning disable IDE1006, CA1707 // These are the names that the server has.
    /// <summary>A push.</summary>
    push,

    /// <summary>A pull request.</summary>
    pull_request,

    /// <summary>A request to the API.</summary>
    api,

    /// <summary>A schedule.</summary>
    cron,
#pragma warning restore IDE1006, CA1707
}
