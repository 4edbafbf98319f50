using System.Diagnostics.CodeAnalysis;
using LibGit2Sharp;
using Commit = Plimsoll.Tags.Context.Commit;

namespace Plimsoll.Git;

/// <summary>Reads what is checked out.</summary>
internal static class HeadReader
{
    private const string Branches = "refs/heads/";

    /// <returns>The branch, or <c>null</c> where HEAD is detached, and the commit.</returns>
    public static (string? Branch, Commit Commit) Read(Repository repository, RepositoryLocation location, ObjectReader objects)
    {
        if (!TryGetHead(repository, out var head, out var failure))
            throw RepositoryErrors.CorruptHead(location, failure);

        var branch = head is SymbolicReference && head.TargetIdentifier.StartsWith(Branches, StringComparison.Ordinal)
            ? head.TargetIdentifier[Branches.Length..]
            : null;
        if (head.ResolveToDirectReference() is not { } target)
            throw RepositoryErrors.NoCommit(location, branch);

        var commit = objects.ReadCommit(target.TargetIdentifier);
        return (branch, CommitHistory.Convert(target.TargetIdentifier, AbbreviatedId.Create(repository, target.TargetIdentifier), commit));
    }

    private static bool TryGetHead(Repository repository, [NotNullWhen(true)] out Reference? head, out Exception? failure)
    {
        (head, failure) = (null, null);
        try
        {
            head = repository.Refs.Head;
        }
        catch (Exception exception) when (LibGit2.IsRefusal(exception))
        {
            failure = exception;
        }
        return head is not null;
    }
}
