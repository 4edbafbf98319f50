using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitHub;

/// <summary>The inputs of known actions that are scripts of a shell, here or on another machine.</summary>
internal static class ActionScripts
{
    private static readonly Dictionary<string, (string Input, bool IsHere)> ByAction = new(StringComparer.OrdinalIgnoreCase)
    {
        ["azure/cli"] = ("inlineScript", true),
        ["appleboy/ssh-action"] = ("script", false),
        ["nick-fields/retry"] = ("command", true),
        ["nick-invision/retry"] = ("command", true),
        ["wandalen/wretry.action"] = ("command", true),
    };

    /// <summary>The script that a step gives to its action, and whether it sees the variables of the step; <c>null</c> where it gives none.</summary>
    public static (SourceScalar Script, bool IsHere)? Of(SourceMapping step) =>
        step.Scalar("uses")?.Value.Split('@')[0] is { } action && ByAction.TryGetValue(action, out var known) && (step["with"] as SourceMapping)?[known.Input] is SourceScalar script
            ? (script, known.IsHere)
            : null;
}
