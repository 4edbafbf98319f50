using System.Reflection;
using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>What a build's class says by <see cref="GitHubActionsInputAttribute"/>.</summary>
internal static class GitHubInputs
{
    /// <summary>Returns the inputs of a workflow, in their order.</summary>
    /// <exception cref="BuildException">One is for a workflow that the class does not have, or its options cannot be known (exit code 2).</exception>
    public static IReadOnlyList<GitHubActionsWorkflowDispatchInput> Find(GitHubActionsAttribute workflow)
    {
        var build = workflow.Build.GetType();
        var inputs = build.GetCustomAttributes<GitHubActionsInputAttribute>(inherit: true).ToList();
        if (inputs.Count == 0)
            return [];
        string[] workflows = [.. build.GetCustomAttributes<GitHubActionsAttribute>(inherit: true).Append(workflow).Select(other => other.IdPostfix).Distinct()];
        foreach (var input in inputs)
            if (input.Workflows.FirstOrDefault(name => !workflows.Contains(ToId(name))) is { } unknown)
                throw BuildException.Usage($"[GitHubActionsInput(\"{input.Name}\")] is for the workflow '{unknown}', which {build.Name} does not have.", Suggestion.GetAdvice(unknown, workflows, $"Write one of {string.Join(", ", workflows)}."));
        return [.. inputs.Where(input => input.Workflows.Length == 0 || input.Workflows.Any(name => ToId(name) == workflow.IdPostfix)).Select(Create)];
    }

    /// <summary>The name of a workflow as its attribute has it.</summary>
    private static string ToId(string name) => name.Replace(' ', '_');

    private static GitHubActionsWorkflowDispatchInput Create(GitHubActionsInputAttribute input) => new()
    {
        Name = input.Name,
        Type = input.Type,
        Required = input.Required,
        Default = input.Default,
        Options = GetOptions(input),
        Description = input.Description,
    };

    private static string[] GetOptions(GitHubActionsInputAttribute input)
    {
        if (input.OptionsFrom is not { } type)
            return input.Options;
        return type.IsEnum && input.Options.Length == 0
            ? [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(field => field.MetadataToken).Select(field => field.Name)]
            : throw BuildException.Usage($"[GitHubActionsInput(\"{input.Name}\")] has {(type.IsEnum ? "Options and OptionsFrom" : $"its options from {type.Name}, which is not an enumeration")}.", "Write OptionsFrom = typeof(ENUM), or Options.");
    }
}
