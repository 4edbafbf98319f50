using System.Globalization;
using Plimsoll.Policy;
using Plimsoll.Policy.Checking;

namespace Plimsoll.Cli.Output;

/// <summary>What later steps of a pipeline need of a check.</summary>
internal static class CheckOutputs
{
    public static IReadOnlyList<KeyValuePair<string, string>> Create(CheckResult result) =>
    [
        new("errors", Count(result, Severity.Error)),
        new("warnings", Count(result, Severity.Warning)),
        new("images", result.Images.Count.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string Count(CheckResult result, Severity severity) =>
        result.Active.Count(finding => finding.Severity == severity).ToString(CultureInfo.InvariantCulture);
}
