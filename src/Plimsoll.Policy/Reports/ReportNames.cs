using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Suppressions;

namespace Plimsoll.Policy.Reports;

/// <summary>The names that reports use for the values of enumerations.</summary>
internal static class ReportNames
{
    public static string GetName(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    public static string GetName(Verdict verdict) => verdict switch
    {
        Verdict.Immutable => "immutable",
        Verdict.Moving => "moving",
        _ => "unresolved",
    };

    public static string GetName(SuppressionKind kind) => kind switch
    {
        SuppressionKind.InSource => "inSource",
        SuppressionKind.Policy => "exception",
        _ => "baseline",
    };
}
