using Plimsoll.Build.Parameters;
using Plimsoll.Build.Prompts;

namespace Plimsoll.Build.Execution;

/// <summary>Asks at the terminal for the value of a parameter that is missing.</summary>
internal static class ParameterQuestion
{
    /// <summary>Asks until the answer is a value, or there is none.</summary>
    public static void Ask(BuildSession session, PlimsollBuild build, BuildParameter parameter, IPrompt prompt)
    {
        var choices = ValueReader.GetChoices(ValueShape.GetElementType(parameter.Type) ?? parameter.Type) is { Count: > 0 } all ? $", {string.Join('|', all)}" : "";
        var question = $"{parameter.Description ?? parameter.Name} ({parameter.Option}{choices}): ";
        var problem = "";
        while (prompt.Ask(problem + question, parameter.IsSecret, session.CancellationToken) is { } answer && !string.IsNullOrWhiteSpace(answer))
        {
            try
            {
                session.Values.Set(parameter, [answer], new ValueOrigin("The answer", session.Host.WorkingDirectory, parameter.IsSecret));
            }
            catch (BuildException exception)
            {
                problem = exception.Message + Environment.NewLine;
                continue;
            }

            session.HideSecrets();
            session.Values.Inject(build, [parameter]);
            return;
        }
    }
}
