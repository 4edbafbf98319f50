using System.Reflection;
using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Planning;

/// <summary>A condition, parameter or tool that a target requires before any target runs.</summary>
/// <param name="IsMet">Whether the condition holds, the parameter has a value, or the tool is there.</param>
/// <param name="Text">The source text; where it names a parameter, the message names that.</param>
/// <param name="GetProblem">Says why a tool cannot run; <c>null</c> if it can, or is none.</param>
/// <param name="Lambda">The code of that text.</param>
internal sealed record Requirement(Func<bool> IsMet, string Text, Func<BuildException?> GetProblem, MethodInfo Lambda)
{
    public static Requirement Create<T>(Func<T> requirement, string text) =>
        new(() => HasValue(requirement()), text, () => ResolvedTool.GetProblem(requirement()), requirement.Method);

    /// <summary>Whether a value is there: not null, no blank text, no empty list, no condition that is false, and no tool that is not found.</summary>
    public static bool HasValue(object? value) => value switch
    {
        null => false,
        bool condition => condition,
        string text => !string.IsNullOrWhiteSpace(text),
        System.Collections.ICollection list => list.Count > 0,
        Tool tool => ResolvedTool.GetProblem(tool) is null,
        _ => true,
    };
}
