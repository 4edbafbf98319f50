using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AzurePipelines;

/// <summary>The scripts of a step: <c>script</c>, <c>bash</c>, and those of tasks that run a shell.</summary>
internal static class AzureScripts
{
    /// <summary>Reads the scripts of a step.</summary>
    public static void Add(SourceMapping step, IReadOnlyList<ScalarLookup> environments, ShellImages commands)
    {
        var inputs = IsShellTask(step) ? step["inputs"] as SourceMapping : null;
        foreach (var script in (ReadOnlySpan<SourceNode?>)[step["script"], step["bash"], inputs?["script"], inputs?["inlineScript"]])
            if (script is SourceScalar { IsNull: false } scalar)
                foreach (var environment in environments)
                    commands.Add([scalar], Shell(step, environment), AzureVariables.Find, [environment], holes: FindInScript);
    }

    /// <summary>Variables are in the environment of the shell too.</summary>
    private static ScalarLookup Shell(SourceMapping step, ScalarLookup environment) => name =>
        (step["env"] as SourceMapping)?[name] is SourceScalar value ? [new LocatedScalar(value)] : environment("variables." + name);

    private static bool IsShellTask(SourceMapping step) =>
        step.Scalar("task")?.Value.Split('@')[0] switch
        {
            "Bash" or "CmdLine" => true,
            "AzureCLI" => (step["inputs"] as SourceMapping)?.Scalar("scriptType")?.Value is "bash" or "sh",
            _ => false,
        };

    /// <summary>In a script <c>$(…)</c> is a variable where it is a name, and the shell's where it is not.</summary>
    private static Placeholder? FindInScript(string text, int from)
    {
        for (var start = text.IndexOf('$', from); start >= 0; start = text.IndexOf('$', start + 1))
        {
            if (text.AsSpan(start).StartsWith("${{"))
                return AzureVariables.Find(text, start);
            if (!text.AsSpan(start).StartsWith("$("))
                continue;

            var close = text.IndexOf(')', start);
            if (close > start + 2 && text.AsSpan(start + 2, close - start - 2).IndexOfAnyExcept(NameCharacters) < 0)
                return AzureVariables.Find(text, start);
        }

        return null;
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");
}
