using System.IO.Enumeration;
using Plimsoll.Oci;

namespace Plimsoll.Publishing.Environments;

/// <summary>Tells which branches an image is of.</summary>
internal static class EnvironmentBranches
{
    /// <summary>
    /// The branches that the image's commit is on, as far as the clone and the CI host know. Where the clone lacks the commit
    /// or the image names none, the branch that is worked on.
    /// </summary>
    /// <param name="host">Repository and CI host.</param>
    /// <param name="commit">The commit, or <c>null</c>.</param>
    /// <param name="directory">A path within the repository.</param>
    public static (IReadOnlyList<string> Branches, bool IsOfCommit) Find(PlimsollHost host, string? commit, string directory)
    {
        var current = FindCurrent(host, directory);
        if (commit is null || host.GitReferences.FindBranchesWith(directory, commit) is not { } found)
            return (current is null ? [] : [current], false);

        // What is checked out may be detached, and only the CI host knows of which branch.
        return ([.. found.Select(name => name == "HEAD" ? current : name).OfType<string>().Distinct()], true);
    }

    /// <summary>Whether a branch is one of those that an environment takes images of.</summary>
    public static bool Matches(IReadOnlyList<string> patterns, string branch) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, branch, ignoreCase: false));

    /// <summary>What a pull request wants to change counts as for files; its own branch is nobody's yet.</summary>
    private static string? FindCurrent(PlimsollHost host, string directory)
    {
        try
        {
            var context = host.Observer.Observe(directory, deployTo: null, date: null);
            return context.Host?.PullRequest is null ? context.Branch : context.Host.BaseBranch;
        }
        catch (PlimsollException)
        {
            return host.Observer.Host is { PullRequest: null } run ? run.Branch : null;
        }
    }
}
