using Plimsoll.Build.Parameters;
using Plimsoll.Build.Planning;

namespace Plimsoll.Build.Execution;

/// <summary>Checks the requirements of the scheduled targets before the first one runs, and reports everything missing at once.</summary>
internal static class RequirementCheck
{
    /// <summary>Checks all; on a terminal, asks for the parameters that have no value first.</summary>
    /// <exception cref="BuildException">Something is missing (exit code 2).</exception>
    public static void Run(BuildSession session, PlimsollBuild build)
    {
        var missing = Find(session, build);
        if (session.Host.Prompt is { } prompt && missing.Any(m => m.Parameter is not null))
        {
            foreach (var parameter in missing.Select(m => m.Parameter).OfType<BuildParameter>().Distinct())
                ParameterQuestion.Ask(session, build, parameter, prompt);
            missing = Find(session, build);
        }

        if (missing.Count > 0)
            throw BuildException.Usage(
                string.Join(Environment.NewLine, missing.Select(m => m.Text + (m.Parameter is null ? "" : Hint(session, m.Parameter))).Distinct()),
                "No target was run. --help lists the parameters.");
    }

    private static List<(string Text, BuildParameter? Parameter)> Find(BuildSession session, PlimsollBuild build)
    {
        var missing = new List<(string, BuildParameter?)>();
        foreach (var parameter in session.Parameters.Where(p => p.IsRequired && !HasValue(session, build, p)))
            missing.Add(($"{Name(parameter)} is required", parameter));
        foreach (var member in session.Injected!.FindMissing())
            missing.Add(($"{member} is required, and has no value", null));
        foreach (var target in session.Plan.Targets.Where(t => t.Status == ExecutionStatus.Scheduled))
            foreach (var requirement in target.Definition.Requirements.Where(r => !IsMet(r, target)))
                missing.Add(session.FindParameter(requirement.Text, requirement.Lambda) is { } parameter && LambdaText.GetMember(requirement.Text) == requirement.Text.TrimEnd('!')
                    ? ($"{target.Name} requires {Name(parameter)}", parameter)
                    : ($"{target.Name} requires {requirement.Text}{Why(requirement)}", null));
        return missing;
    }

    /// <summary>A value that was given, or the initial one. A number's is taken for one only where it is not zero: nothing else tells.</summary>
    private static bool HasValue(BuildSession session, PlimsollBuild build, BuildParameter parameter)
    {
        if (session.Values.TryGet(parameter, out var given))
            return given is bool || Requirement.HasValue(given);
        var initial = ParameterDefault.Read(build, parameter);
        return Requirement.HasValue(initial) && !(parameter.Type.IsValueType && initial!.Equals(Activator.CreateInstance(parameter.Type)));
    }

    /// <summary>Why a tool cannot run.</summary>
    private static string Why(Requirement requirement) =>
        requirement.GetProblem() is { } problem ? $": {problem.Message}{(problem.Advice is null ? "" : " " + problem.Advice)}" : "";

    /// <summary>Why a value that seems to be there does not count.</summary>
    private static string Hint(BuildSession session, BuildParameter parameter)
    {
        if (session.Values.GetProblem(parameter) is { } problem)
            return $". {problem}";
        return ParameterVariable.FindUnread(parameter, session.Host.Environment) is { } unread
            ? $". {unread} is set; Plimsoll reads {parameter.Variable}, or name it with [Parameter(Name = \"{unread}\")]."
            : "";
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
