namespace Plimsoll.Build.Components;

/// <summary>A build in a git repository.</summary>
public interface IHazGitRepository : IPlimsollBuild
{
    /// <summary>The repository.</summary>
    [GitRepository]
    [Required]
    GitRepository GitRepository => TryGetValue(() => GitRepository)!;
}
