namespace Plimsoll.Build.Generators.Solutions;

/// <summary>A project of a solution.</summary>
/// <param name="Name">Its name in the solution.</param>
/// <param name="Path">Its path from the solution, with slashes.</param>
internal sealed record SolutionProject(string Name, string Path);
