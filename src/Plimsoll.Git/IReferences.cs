namespace Plimsoll.Git;

/// <summary>The branches and remote branches of a repository.</summary>
internal interface IReferences
{
    /// <summary>Whether there is such a reference.</summary>
    /// <param name="name">In full, such as <c>refs/heads/main</c>.</param>
    bool Exists(string name);

    /// <summary>The reference that a symbolic one leads to; <c>null</c> where it is not symbolic, or what it names is gone.</summary>
    string? TargetOf(string name);
}
