using LibGit2Sharp;

namespace Plimsoll.Git;

/// <summary>References as libgit2 reads them.</summary>
internal sealed class LibGit2References(Repository repository) : IReferences
{
    public bool Exists(string name) => repository.Refs[name] is not null;

    public string? TargetOf(string name) => repository.Refs[name] is SymbolicReference { Target: not null } found ? found.TargetIdentifier : null;
}
