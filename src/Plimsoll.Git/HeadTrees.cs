using LibGit2Sharp;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>The folders of HEAD, all of which libgit2 reads to compare them with the index.</summary>
internal static class HeadTrees
{
    /// <summary>Files that say how others are compared, which libgit2 reads too.</summary>
    private static readonly string[] RulesFiles = [".gitattributes", ".gitignore"];

    /// <summary>Refuses a repository at one of whose folders libgit2 would never return: see <see cref="LooseObjects"/>.</summary>
    /// <exception cref="PlimsollException">A folder is corrupt (exit code 2).</exception>
    public static void ThrowIfCorrupt(Repository repository, ObjectReader objects)
    {
        if (!objects.Loose.HasAny || repository.Refs.Head?.ResolveToDirectReference()?.TargetIdentifier is not { } head)
            return;

        var trees = new TreeObjects(objects);
        var folders = new Stack<PathEntry>([trees.GetRoot(head)]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (folders.TryPop(out var folder))
            if (seen.Add(folder.Id))
                foreach (var (name, entry) in Entries(trees, folder))
                    if (entry.IsFolder)
                        folders.Push(entry);
                    else if (RulesFiles.Contains(name))
                        objects.Loose.ThrowIfCorrupt(entry.Id);
    }

    /// <summary>None of a folder that a partial clone lacks: libgit2 says so.</summary>
    private static IReadOnlyDictionary<string, PathEntry> Entries(TreeObjects trees, PathEntry folder)
    {
        try
        {
            return trees.GetEntries(folder);
        }
        catch (NotFoundException)
        {
            return new Dictionary<string, PathEntry>();
        }
    }
}
