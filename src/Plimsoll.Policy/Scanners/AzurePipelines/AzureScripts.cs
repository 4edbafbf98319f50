using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.AzurePipelines;

/// <summary>The scripts of a step: <c>script</c>, <c>bash</c>, <c>pwsh</c>, <c>powershell</c>, and those of tasks that run a shell.</summary>
internal static class AzureScripts
{
    /// <summary>Reads the scripts of a step.</summary>
    public static void Add(SourceMapping step, IReadOnlyList<ScalarLookup> environments, ShellImages commands)
    {
        foreach (var (key, language) in (ReadOnlySpan<(string, ScriptLanguage)>)[("script", ScriptLanguage.Posix), ("bash", ScriptLanguage.Posix), ("pwsh", ScriptLanguage.PowerShell), ("powershell", ScriptLanguage.PowerShell)])
            Add(step[key], key == "script" ? LanguageOf(step[key]) : language, step, environments, commands);
        if (step["inputs"] is SourceMapping inputs && TaskLanguage(step, inputs) is { } ofTask)
            foreach (var key in (ReadOnlySpan<string>)["script", "inlineScript", "Inline", "inline", "commands"])
                Add(inputs[key], ofTask, step, environments, commands);
    }

    private static void Add(SourceNode? script, ScriptLanguage language, SourceMapping step, IReadOnlyList<ScalarLookup> environments, ShellImages commands)
    {
        if (script is SourceScalar { IsNull: false } scalar)
            foreach (var environment in environments)
                commands.Add([scalar], Shell(step, environment), AzureVariables.Find, [environment], holes: FindInScript, language: language);
    }

    /// <summary>A script that the agent's system decides about is one of Windows where a caret continues its lines.</summary>
    private static ScriptLanguage LanguageOf(SourceNode? script) =>
        script is SourceScalar scalar && scalar.Value.Contains("^\n", StringComparison.Ordinal) ? ScriptLanguage.Batch : ScriptLanguage.Posix;

    /// <summary>Variables are in the environment of the shell too.</summary>
    private static ScalarLookup Shell(SourceMapping step, ScalarLookup environment) => name =>
        (step["env"] as SourceMapping)?[name] is SourceScalar value ? [new LocatedScalar(value)] : environment("variables." + name);

    private static ScriptLanguage? TaskLanguage(SourceMapping step, SourceMapping inputs) =>
        step.Scalar("task")?.Value.Split('@')[0] switch
        {
            "Bash" or "SSH" => ScriptLanguage.Posix,
            "CmdLine" => LanguageOf(inputs["script"]),
            "BatchScript" => ScriptLanguage.Batch,
            "PowerShell" or "AzurePowerShell" => ScriptLanguage.PowerShell,
            "AzureCLI" => inputs.Scalar("scriptType")?.Value switch
            {
                "bash" or "sh" => ScriptLanguage.Posix,
                "ps" or "pscore" => ScriptLanguage.PowerShell,
                "batch" => ScriptLanguage.Batch,
                _ => null,
            },
            _ => null,
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
