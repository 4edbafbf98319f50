using LibGit2Sharp;

namespace Plimsoll.Git;

/// <summary>
/// What a repository shows instead of its own objects: those that <c>git replace</c> put in their place, the parents that
/// <c>info/grafts</c> gives to commits, and the ends of a shallow clone.
/// </summary>
internal sealed class Replacements
{
    /// <summary>As many as git follows from one replacement to the next.</summary>
    private const int MostSteps = 5;

    private readonly Dictionary<string, string> _objects;
    private readonly Dictionary<string, IReadOnlyList<string>> _parents;

    private Replacements(Dictionary<string, string> objects, Dictionary<string, IReadOnlyList<string>> parents) => (_objects, _parents) = (objects, parents);

    /// <summary>Reads them anew: they are files, and few.</summary>
    public static Replacements Read(RepositoryLocation location)
    {
        var objects = location.ReplaceBase is not { } replaceBase ? []
            : location.IsReadByLibGit2 || location.Git is not { } git ? ReadFiles(location, replaceBase)
            : (git.Read(location, null, ["for-each-ref", "--format=%(refname) %(objectname)", replaceBase], out _) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ')).ToDictionary(fields => fields[0][replaceBase.Length..], fields => fields[1], StringComparer.Ordinal);
        var parents = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (File.Exists(location.GraftFile))
            foreach (var ids in File.ReadLines(location.GraftFile).Select(line => line.Trim().Split(' ')).Where(ids => ids[0].Length > 0 && ids[0][0] != '#'))
                parents[ids[0]] = ids[1..];

        // The commit itself names parents that a shallow clone does not have, or has by chance.
        if (location.IsShallow)
            foreach (var line in File.ReadLines(location.ShallowFile))
                parents[line.Trim()] = [];
        return new Replacements(objects, parents);
    }

    private static Dictionary<string, string> ReadFiles(RepositoryLocation location, string replaceBase)
    {
        var objects = new Dictionary<string, string>(StringComparer.Ordinal);
        var folder = Path.Combine(location.CommonDirectory, replaceBase.Replace('/', Path.DirectorySeparatorChar));
        if (Directory.Exists(folder))
            foreach (var file in Directory.EnumerateFiles(folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
                objects[Path.GetFileName(file)] = File.ReadAllText(file).Trim();
        if (File.Exists(location.PackedReferencesFile))
            foreach (var (name, target) in PackedReferences.Read(File.ReadAllBytes(location.PackedReferencesFile), replaceBase, peels: false))
                objects.TryAdd(name, target);

        // git passes over a reference that names nothing, too.
        return objects.Where(replaced => ObjectId.TryParse(replaced.Value, out _)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Whether there are none: everything is as it says.</summary>
    public bool IsEmpty => _objects.Count == 0 && _parents.Count == 0;

    /// <summary>Whether some objects are read in place of others.</summary>
    public bool ReplacesObjects => _objects.Count > 0;

    /// <summary>The object that is read where this one is asked for.</summary>
    public string Of(string id)
    {
        for (var step = 0; step < MostSteps && _objects.Count > 0 && _objects.TryGetValue(id, out var other); step++)
            id = other;
        return id;
    }

    /// <summary>The parents that a commit has here whatever it says, or <c>null</c>.</summary>
    public IReadOnlyList<string>? ParentsOf(string id) => _parents.GetValueOrDefault(id);
}
