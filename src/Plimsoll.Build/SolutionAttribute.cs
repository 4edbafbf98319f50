namespace Plimsoll.Build;

/// <summary>
/// Sets a field or property of type <see cref="Solution"/>, and makes it a parameter. It is the solution that is given as
/// <c>--solution PATH</c>, in the environment, or as <c>Solution</c> in a parameter file, by the member's name as for every parameter; else
/// that of the path; else the only one in the root directory. It is read when it is first used.
/// </summary>
/// <param name="relativePath">The path of a <c>.sln</c>, <c>.slnx</c> or <c>.slnf</c> file, relative to the root directory.</param>
public sealed class SolutionAttribute(string? relativePath = null) : ParameterAttribute("The solution")
{
    /// <summary>Its path, relative to the root directory; <c>null</c> for the only one there.</summary>
    public string? RelativePath { get; } = relativePath;

    /// <summary>
    /// Whether the compiler generates a class with a property for each project and folder, such as <c>Solution.src.App</c>. The class has the
    /// name of the member, in the namespace of its type: <c>[Solution(GenerateProjects = true)] readonly Solution Solution;</c> then has that
    /// type. What cannot be in a name is <c>_</c>. The default is <c>false</c>.
    /// </summary>
    public bool GenerateProjects { get; set; }

    /// <summary>Accepted for builds of NUKE; nothing is checked that it could turn off.</summary>
    public bool SuppressBuildProjectCheck { get; set; }
}
