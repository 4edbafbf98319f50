namespace Plimsoll.Policy.Pinning;

/// <summary>The tags and branches of the repository of an action, with the commits that they name.</summary>
/// <param name="Tags">By name; of an annotated tag, the commit behind it.</param>
/// <param name="Branches">By name.</param>
internal sealed record ActionVersions(IReadOnlyDictionary<string, string> Tags, IReadOnlyDictionary<string, string> Branches)
{
    private const string TagFolder = "refs/tags/";
    private const string BranchFolder = "refs/heads/";

    /// <summary>What a reference is called in a comment: without the folder before it.</summary>
    public static string ShortName(string name) =>
        name.StartsWith(TagFolder, StringComparison.Ordinal) ? name[TagFolder.Length..]
        : name.StartsWith(BranchFolder, StringComparison.Ordinal) ? name[BranchFolder.Length..]
        : name;

    /// <summary>The commits that a reference can be: none, one, or two where a tag and a branch have the same name.</summary>
    public IReadOnlyList<string> Find(string name)
    {
        var shortName = ShortName(name);
        var commits = new List<string>();
        foreach (var (known, folder) in ((IReadOnlyDictionary<string, string>, string)[])[(Tags, TagFolder), (Branches, BranchFolder)])
            if ((name == shortName || name.StartsWith(folder, StringComparison.Ordinal)) && known.TryGetValue(shortName, out var commit) && !commits.Contains(commit))
                commits.Add(commit);
        return commits;
    }
}
