namespace Plimsoll.Build;

/// <summary>A folder of a solution, which groups projects; it need not be a directory.</summary>
public sealed class SolutionFolder
{
    internal SolutionFolder(Solution solution, string name, SolutionFolder? parent, IReadOnlyList<AbsolutePath> items)
    {
        Solution = solution;
        Name = name;
        Parent = parent;
        Items = items;
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
    public IReadOnlyList<Project> Projects => [.. Solution.AllProjects.Where(p => p.SolutionFolder == this)];

    /// <summary>The folders in it.</summary>
    public IReadOnlyList<SolutionFolder> SolutionFolders => [.. Solution.AllSolutionFolders.Where(f => f.Parent == this)];

    /// <summary>Finds a project in it by its name.</summary>
    /// <returns>The project, or <c>null</c> where there is none.</returns>
    public Project? GetProject(string name) => Projects.FirstOrDefault(p => p.Name == name);

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;
}
