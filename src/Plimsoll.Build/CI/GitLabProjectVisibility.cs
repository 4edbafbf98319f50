namespace Plimsoll.Build.CI;

/// <summary>Who sees a project of GitLab.</summary>
public enum GitLabProjectVisibility
{
    /// <summary>Its members.</summary>
    Private,

    /// <summary>Whoever is signed in.</summary>
    Internal,

    /// <summary>Everybody.</summary>
    Public,
}
