using LibGit2Sharp;

namespace Plimsoll.Git;

/// <summary>
/// Reads all tags and the commits they lead to. The reference files are read here, because libgit2 looks up thousands of tags
/// one by one; packed references carry the peeled ids of annotated tags, which saves reading those objects too.
/// </summary>
internal static class TagReader
{
    private const string Prefix = "refs/tags/";

    /// <returns>By commit id, the names of its tags without <c>refs/tags/</c>, ordered ordinally. Tags of trees and blobs are left out.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ReadByCommit(Repository repository, string commonDirectory)
    {
        var names = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (name, target) in ReadReferences(repository, commonDirectory))
            if (PeelToCommit(repository, target) is { } commit)
            {
                if (!names.TryGetValue(commit, out var ofCommit))
                    names.Add(commit, ofCommit = []);
                ofCommit.Add(name);
            }

        var ordered = new Dictionary<string, IReadOnlyList<string>>(names.Count, StringComparer.Ordinal);
        foreach (var (commit, ofCommit) in names)
        {
            ofCommit.Sort(StringComparer.Ordinal);
            ordered.Add(commit, ofCommit);
        }
        return ordered;
    }

    // Loose ones first, as git does: while references are being packed each is in at least one of the two places.
    private static Dictionary<string, string> ReadReferences(Repository repository, string commonDirectory)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        var folder = Path.Combine(commonDirectory, "refs", "tags");
        if (Directory.Exists(folder))
            foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
            {
                var name = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
                if (!name.EndsWith(".lock", StringComparison.Ordinal) && ReadLoose(repository, file, name) is { } target)
                    targets[name] = target;
            }

        var packed = Path.Combine(commonDirectory, "packed-refs");
        if (File.Exists(packed))
            foreach (var (reference, target) in PackedReferences.Read(File.ReadLines(packed)))
                if (reference.StartsWith(Prefix, StringComparison.Ordinal))
                    targets.TryAdd(reference[Prefix.Length..], target);
        return targets;
    }

    private static string? ReadLoose(Repository repository, string file, string name)
    {
        var text = File.ReadAllText(file).Trim();
        if (ObjectId.TryParse(text, out _))
            return text;
        try
        {
            return repository.Refs[Prefix + name]?.ResolveToDirectReference()?.TargetIdentifier;
        }
        catch (LibGit2SharpException)
        {
            return null; // A stray file or one left empty by a crash: git passes over those with a warning.
        }
    }

    internal static string? PeelToCommit(Repository repository, string id)
    {
        var target = new ObjectId(id);
        try
        {
            while (true)
                switch (repository.ObjectDatabase.RetrieveObjectMetadata(target).Type)
                {
                    case ObjectType.Commit:
                        return target.Sha;
                    case ObjectType.Tag:
                        target = ((TagAnnotation)repository.Lookup(target)).Target.Id;
                        break;
                    default:
                        return null;
                }
        }
        catch (NotFoundException)
        {
            return null; // Of a partial clone: such a tag leads to a blob or tree that was not fetched.
        }
    }
}
