namespace Plimsoll.Build.CI;

/// <summary>Which submodules are checked out.</summary>
public enum GitHubActionsSubmodules
{
    /// <summary>None.</summary>
    False,

    /// <summary>Those of the repository.</summary>
    True,

    /// <summary>Those of the repository, and theirs.</summary>
    Recursive,
}
