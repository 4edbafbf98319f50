namespace Plimsoll.Build.Generators.Solutions;

/// <summary>A solution, or a folder of it: its projects and folders, in the order of the file.</summary>
internal sealed class SolutionTree(string name)
{
    private readonly List<SolutionProject> _projects = [];
    private readonly List<SolutionTree> _folders = [];

    /// <summary>The folder's name; empty for the solution.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<SolutionProject> Projects => _projects;

    public IReadOnlyList<SolutionTree> Folders => _folders;

    public void Add(SolutionProject project) => _projects.Add(project);

    public void Add(SolutionTree folder) => _folders.Add(folder);

    /// <summary>The folder of that name, which is added where there is none yet.</summary>
    public SolutionTree Folder(string name)
    {
        if (_folders.Find(folder => folder.Name == name) is { } known)
            return known;
        var added = new SolutionTree(name);
        _folders.Add(added);
        return added;
    }

    /// <summary>The same folders with only the projects of these paths.</summary>
    public SolutionTree Only(IReadOnlyCollection<string> paths)
    {
        var tree = new SolutionTree(Name);
        tree._projects.AddRange(_projects.Where(project => paths.Contains(project.Path)));
        tree._folders.AddRange(_folders.Select(folder => folder.Only(paths)));
        return tree;
    }
}
