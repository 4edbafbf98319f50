namespace Plimsoll.Build;

/// <summary>
/// A solution: a <c>.sln</c> or <c>.slnx</c> file, or the projects that a <c>.slnf</c> file selects of one. It is read when its projects or
/// folders are first used.
/// </summary>
public class Solution
{
    private readonly Lazy<SolutionContent> _content;
    private Lazy<AbsolutePath> _path;

    /// <summary>Creates a solution that a build gets its path for, as the value of a member with <see cref="SolutionAttribute"/>.</summary>
    protected Solution()
    {
        _path = new Lazy<AbsolutePath>(() => throw BuildException.Usage("This solution is not that of a build.", "Declare it with [Solution] in the build class."));
        _content = new Lazy<SolutionContent>(() => SolutionContent.Read(this));
    }

    /// <summary>The path of the file.</summary>
    /// <exception cref="BuildException">None is named and the root directory has none or several (exit code 2).</exception>
    public AbsolutePath Path => _path.Value;

    /// <summary>The directory of the file.</summary>
    public AbsolutePath Directory => Path.Parent!;

    /// <summary>The name of the file, without its extension.</summary>
    public string Name => Path.NameWithoutExtension;

    /// <summary>The name of the file.</summary>
    public string FileName => Path.Name;

    /// <summary>All projects, those in folders too.</summary>
    /// <exception cref="BuildException">The file does not exist or is not valid (exit code 2).</exception>
    public IReadOnlyList<Project> AllProjects => _content.Value.Projects;

    /// <summary>The projects that are in no folder.</summary>
    /// <exception cref="BuildException">The file does not exist or is not valid (exit code 2).</exception>
    public IReadOnlyList<Project> Projects => [.. AllProjects.Where(p => p.SolutionFolder is null)];

    /// <summary>All folders, those in others too.</summary>
    /// <exception cref="BuildException">The file does not exist or is not valid (exit code 2).</exception>
    public IReadOnlyList<SolutionFolder> AllSolutionFolders => _content.Value.Folders;

    /// <summary>The folders that are in no other.</summary>
    /// <exception cref="BuildException">The file does not exist or is not valid (exit code 2).</exception>
    public IReadOnlyList<SolutionFolder> SolutionFolders => [.. AllSolutionFolders.Where(f => f.Parent is null)];

    /// <summary>The path as text, for arguments.</summary>
    public static implicit operator string(Solution solution) => solution.Path;

    /// <summary>The path of the file.</summary>
    public static implicit operator AbsolutePath(Solution solution) => solution.Path;

    /// <summary>Finds a project by its name, or by its path.</summary>
    /// <returns>The project, or <c>null</c> where there is none.</returns>
    /// <exception cref="BuildException">Several projects have this name (exit code 2).</exception>
    public Project? GetProject(string nameOrFullPath)
    {
        var found = AllProjects.Where(p => p.Name == nameOrFullPath || p.Path.ToString() == nameOrFullPath).ToList();
        return found.Count < 2
            ? found.FirstOrDefault()
            : throw BuildException.Usage(
                $"Solution {Path} has {found.Count} projects named {nameOrFullPath}: {string.Join(", ", found.Select(p => Directory.GetUnixRelativePathTo(p.Path)))}.",
                "Name the path of one.");
    }

    /// <summary>Finds a project by its identifier.</summary>
    /// <returns>The project, or <c>null</c> where there is none.</returns>
    public Project? GetProject(Guid projectId) => AllProjects.FirstOrDefault(p => p.ProjectId == projectId);

    /// <summary>Finds the projects whose names match a pattern with <c>*</c> for any text: <c>*.Tests</c>.</summary>
    public IEnumerable<Project> GetAllProjects(string wildcardPattern) =>
        AllProjects.Where(p => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(wildcardPattern, p.Name, ignoreCase: false));

    /// <summary>Finds a folder by its name.</summary>
    /// <returns>The folder, or <c>null</c> where there is none.</returns>
    public SolutionFolder? GetSolutionFolder(string name) => AllSolutionFolders.FirstOrDefault(f => f.Name == name);

    /// <summary>Returns the path.</summary>
    public override string ToString() => Path;

    /// <summary>Whether a type is that of solutions, or one that is generated for a solution.</summary>
    internal static bool IsType(Type type) => type == typeof(Solution) || (type.IsSubclassOf(typeof(Solution)) && type.GetConstructor(Type.EmptyTypes) is not null);

    /// <summary>Creates a solution of such a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="path">Finds the file, when it is first needed.</param>
    internal static Solution Create(Type type, Func<AbsolutePath> path)
    {
        var solution = type == typeof(Solution) ? new Solution() : (Solution)Activator.CreateInstance(type)!;
        solution._path = new Lazy<AbsolutePath>(path);
        return solution;
    }

    /// <summary>Returns the project of that name in no folder, for a generated property.</summary>
    /// <exception cref="BuildException">There is none any more (exit code 2).</exception>
    protected Project FindGeneratedProject(string name) =>
        Projects.FirstOrDefault(p => p.Name == name) ?? throw Gone($"project {name} outside of its folders");

    /// <summary>Returns the folder of that name in no other, for a generated property.</summary>
    /// <exception cref="BuildException">There is none any more (exit code 2).</exception>
    protected SolutionFolder FindGeneratedFolder(string name) => SolutionFolders.FirstOrDefault(f => f.Name == name) ?? throw Gone($"folder {name}");

    /// <summary>What the build was compiled with is not in the solution that it runs with.</summary>
    internal BuildException Gone(string what) =>
        BuildException.Usage($"Solution {Path} has no {what}, as it had when the build was compiled.", "Compile the build again, or name that solution.");
}
