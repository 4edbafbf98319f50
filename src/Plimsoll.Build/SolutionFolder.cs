namespace Plimsoll.Build;

/// <summary>A folder of a solution, which groups projects; it need not be a directory.</summary>
public class SolutionFolder
{
    /// <summary>The folder that this one was made of, which the solution knows.</summary>
    private readonly SolutionFolder _known;

    /// <summary>Creates another view of a folder, for a generated class.</summary>
    protected SolutionFolder(SolutionFolder folder)
    {
        _known = folder._known;
        Solution = folder.Solution;
        Name = folder.Name;
        Parent = folder.Parent;
        Items = folder.Items;
    }

    internal SolutionFolder(Solution solution, string name, SolutionFolder? parent, IReadOnlyList<AbsolutePath> items)
    {
        Solution = solution;
        Name = name;
        Parent = parent;
        Items = items;
        _known = this;
    }

    /// <summary>The solution that it is in.</summary>
    public Solution Solution { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The folder that it is in, or <c>null</c>.</summary>
    public SolutionFolder? Parent { get; }

    /// <summary>The files that the solution lists in it.</summary>
    public IReadOnlyList<AbsolutePath> Items { get; }

    /// <summary>The projects in it, without those in its folders.</summary>
    public IReadOnlyList<Project> Projects => [.. Solution.AllProjects.Where(p => p.SolutionFolder == _known)];

    /// <summary>The folders in it.</summary>
    public IReadOnlyList<SolutionFolder> SolutionFolders => [.. Solution.AllSolutionFolders.Where(f => f.Parent == _known)];

    /// <summary>Finds a project in it by its name.</summary>
    /// <returns>The project, or <c>null</c> where there is none.</returns>
    public Project? GetProject(string name) => Projects.FirstOrDefault(p => p.Name == name);

    /// <summary>Finds a folder in it by its name.</summary>
    /// <returns>The folder, or <c>null</c> where there is none.</returns>
    public SolutionFolder? GetSolutionFolder(string name) => SolutionFolders.FirstOrDefault(f => f.Name == name);

    /// <summary>Returns the project of that name in it, for a generated property.</summary>
    /// <exception cref="BuildException">There is none any more (exit code 2).</exception>
    protected Project FindGeneratedProject(string name) => GetProject(name) ?? throw Solution.Gone($"project {name} in folder {Name}");

    /// <summary>Returns the folder of that name in it, for a generated property.</summary>
    /// <exception cref="BuildException">There is none any more (exit code 2).</exception>
    protected SolutionFolder FindGeneratedFolder(string name) => GetSolutionFolder(name) ?? throw Solution.Gone($"folder {name} in folder {Name}");

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;
}
