using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Suppressions;

namespace Plimsoll.Policy.Reports;

/// <summary>The words that reports use for the values of enumerations.</summary>
internal static class ReportNames
{
    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Immutable => "immutable",
        Verdict.Moving => "moving",
        _ => "unresolved",
    };

    public static string Of(SuppressionKind kind) => kind switch
    {
        SuppressionKind.InSource => "inSource",
        SuppressionKind.Exception => "exception",
        _ => "baseline",
    };
}
