namespace Plimsoll.Build.Components;

/// <summary>A build with a solution: <c>--solution</c>, that of the parameter file, or the only one in the root.</summary>
public interface IHazSolution : IPlimsollBuild
{
    /// <summary>The solution.</summary>
    [Solution]
    [Required]
    Solution Solution => TryGetValue(() => Solution)!;
}
