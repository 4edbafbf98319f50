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
}
