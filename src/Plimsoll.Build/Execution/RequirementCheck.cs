using Plimsoll.Build.Parameters;
using Plimsoll.Build.Planning;

namespace Plimsoll.Build.Execution;

/// <summary>Checks the requirements of the scheduled targets before the first one runs, and reports everything missing at once.</summary>
internal static class RequirementCheck
{
    /// <exception cref="BuildException">Something is missing (exit code 2).</exception>
    public static void Run(BuildSession session, ExecutionPlan plan)
    {
        var missing = new List<string>();
        foreach (var parameter in session.Parameters.Where(p => p.IsRequired && !session.Values.TryGet(p, out _)))
            missing.Add($"{Name(parameter)} is required");
        foreach (var target in plan.Targets.Where(t => t.Status == TargetStatus.NotRun))
            foreach (var requirement in target.Definition.Requirements.Where(r => !IsMet(r, target)))
                missing.Add(session.FindParameter(requirement.Text) is { } parameter && LambdaText.GetMember(requirement.Text) == requirement.Text.TrimEnd('!')
                    ? $"{target.Name} requires {Name(parameter)}"
                    : $"{target.Name} requires {requirement.Text}");
        if (missing.Count > 0)
            throw BuildException.Usage(string.Join(Environment.NewLine, missing.Distinct()), "No target was run. --help lists the parameters.");
    }

    private static bool IsMet(Requirement requirement, ExecutableTarget target)
    {
        try
        {
            return requirement.IsMet();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw Failure.Unwrap(exception) as BuildException ?? new BuildException(
                BuildExitCode.Failed, $"Requirement '{requirement.Text}' of target '{target.Name}' cannot be evaluated: {exception.Message}", null, exception);
        }
    }

    private static string Name(BuildParameter parameter) => $"{parameter.Option} ({parameter.Variable})";
}
