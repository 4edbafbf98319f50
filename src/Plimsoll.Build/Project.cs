namespace Plimsoll.Build;

/// <summary>A project of a solution.</summary>
public sealed class Project
{
    private readonly ProjectProperties _properties;

    internal Project(Solution solution, Guid id, string name, AbsolutePath path, SolutionFolder? folder)
    {
        Solution = solution;
        ProjectId = id;
        Name = name;
        Path = path;
        SolutionFolder = folder;
        _properties = new ProjectProperties(path);
    }

    /// <summary>The solution that it is in.</summary>
    public Solution Solution { get; }

    /// <summary>The folder of the solution that it is in, or <c>null</c>.</summary>
    public SolutionFolder? SolutionFolder { get; }

    /// <summary>Its identifier in the solution; in a <c>.slnx</c> file, which mostly has none, one that follows from its path.</summary>
    public Guid ProjectId { get; }

    /// <summary>Its name in the solution.</summary>
    public string Name { get; }

    /// <summary>The path of its file.</summary>
    public AbsolutePath Path { get; }

    /// <summary>The directory of its file.</summary>
    public AbsolutePath Directory => Path.Parent!;

    /// <summary>The path as text, for arguments.</summary>
    public static implicit operator string(Project project) => project.Path;

    /// <summary>The path of its file.</summary>
    public static implicit operator AbsolutePath(Project project) => project.Path;

    /// <summary>Evaluates the project with <c>dotnet msbuild</c>, once for the properties that builds mostly ask for.</summary>
    /// <param name="name">The name of a property.</param>
    /// <returns>Its value, or <c>null</c> where it is not set or empty.</returns>
    /// <exception cref="BuildException">The project cannot be evaluated.</exception>
    public string? GetProperty(string name) => _properties.Get(name);

    /// <summary>The frameworks that it is built for: those of <c>TargetFrameworks</c>, else that of <c>TargetFramework</c>.</summary>
    /// <exception cref="BuildException">The project cannot be evaluated.</exception>
    public IReadOnlyCollection<string> GetTargetFrameworks() =>
        (GetProperty("TargetFrameworks") ?? GetProperty("TargetFramework") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What it is built to: <c>Exe</c>, <c>Library</c>, <c>WinExe</c>.</summary>
    /// <exception cref="BuildException">The project cannot be evaluated.</exception>
    public string? GetOutputType() => GetProperty("OutputType");

    /// <summary>Returns the path.</summary>
    public override string ToString() => Path;
}
