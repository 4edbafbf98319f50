using LibGit2Sharp;

namespace Plimsoll.Git;

/// <summary>The shortest prefix of an object id that names no other object of the repository.</summary>
internal static class AbbreviatedId
{
    /// <summary>Seven digits: what the project's Git SHA tags use, in a repository of any size.</summary>
    public const int DefaultLength = 7;

    /// <summary>Abbreviates several ids.</summary>
    /// <returns>By id.</returns>
    public static IReadOnlyDictionary<string, string> CreateAll(RepositoryLocation location, IReadOnlyCollection<string> ids)
    {
        if (location.IsReadByLibGit2 || location.Git is not { } git)
        {
            using var repository = RepositoryOpener.Open(location);
            return ids.Distinct().ToDictionary(id => id, id => Create(repository, id), StringComparer.Ordinal);
        }

        var answer = git.Read(
            location, null, ["log", "--no-walk=unsorted", "--no-show-signature", "--no-decorate", $"--abbrev={DefaultLength}", "--format=%H %h", "--stdin"], out var error, string.Concat(ids.Select(id => $"{id}\n")))
            ?? throw RepositoryErrors.UnreadableByGit(location, error);
        return answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).DistinctBy(fields => fields[0]).ToDictionary(fields => fields[0], fields => fields[1], StringComparer.Ordinal);
    }

    /// <param name="repository">Of which all objects count, not only commits: as in git.</param>
    /// <param name="id">A full id that exists.</param>
    /// <param name="minimumLength">At least 4, which is the least that libgit2 looks up.</param>
    public static string Create(Repository repository, string id, int minimumLength = DefaultLength)
    {
        for (var length = minimumLength; length < id.Length; length++)
            if (!IsAmbiguous(repository, id[..length]))
                return id[..length];
        return id;
    }

    private static bool IsAmbiguous(Repository repository, string prefix)
    {
        try
        {
            // In the form of `git describe`, which is taken for an object only: a tag or branch may be named like the bare prefix.
            repository.Lookup($"HEAD-0-g{prefix}");
            return false;
        }
        catch (AmbiguousSpecificationException)
        {
            return true;
        }
        catch (Exception exception) when (LibGit2.IsRefusal(exception))
        {
            return false; // The only one, and one that libgit2 cannot parse, such as a commit without a date.
        }
    }
}
