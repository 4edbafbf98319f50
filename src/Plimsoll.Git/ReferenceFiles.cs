using LibGit2Sharp;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>Reads all references of one kind from their files, because libgit2 looks up thousands of them one by one.</summary>
internal static class ReferenceFiles
{
    /// <returns>By the name without its prefix, the id that a reference leads to; where a packed one is an annotated tag, the peeled id.</returns>
    /// <param name="repository">The repository.</param>
    /// <param name="commonDirectory">The folder of its references.</param>
    /// <param name="prefix">The kind, such as <c>refs/tags/</c>.</param>
    /// <exception cref="PlimsollException">The file of packed references is corrupt (exit code 2).</exception>
    public static IReadOnlyDictionary<string, string> Read(Repository repository, string commonDirectory, string prefix)
    {
        // Loose ones first, as git does: while references are being packed each is in at least one of the two places.
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        var folder = Path.Combine(commonDirectory, prefix.TrimEnd('/'));
        foreach (var file in FolderTree.EnumerateFiles(folder))
        {
            var name = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            if (!name.EndsWith(".lock", StringComparison.Ordinal) && ReadLoose(repository, file, prefix + name) is { } target)
                targets[name] = target;
        }

        var packed = Path.Combine(commonDirectory, "packed-refs");
        if (File.Exists(packed))
            foreach (var (name, target) in PackedReferences.Read(File.ReadAllBytes(packed), prefix))
                targets.TryAdd(name, ObjectId.TryParse(target, out _) ? target : throw RepositoryErrors.CorruptPackedReferences(packed, prefix + name));
        return targets;
    }

    private static string? ReadLoose(Repository repository, string file, string reference)
    {
        var text = File.ReadAllText(file).Trim();
        if (ObjectId.TryParse(text, out _))
            return text;
        try
        {
            return repository.Refs[reference]?.ResolveToDirectReference()?.TargetIdentifier;
        }
        catch (Exception exception) when (LibGit2.IsRefusal(exception))
        {
            return null; // A stray file or one left empty by a crash: git passes over those with a warning.
        }
    }
}
