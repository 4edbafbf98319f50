
namespace Plimsoll.Policy.Checking;

/// <summary>The outcome of a check, in a stable order.</summary>
/// <param name="Findings">What the rules have to say, also what is suppressed, by path (ordinal), then by position.</param>
/// <param name="Images">Every image found, whether or not a rule objects, by the path of the file that brings it into use.</param>
/// <param name="Files">How many files were looked at.</param>
public sealed record CheckResult(IReadOnlyList<Finding> Findings, IReadOnlyList<CheckedImage> Images, int Files)
{
    /// <summary>The paths of the files that were looked at, as reported, in ordinal order.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The findings that count.</summary>
    public IEnumerable<Finding> Active => Findings.Where(finding => finding.Suppression is null);

    /// <summary>Whether a finding breaks the policy.</summary>
    public bool HasErrors => Active.Any(finding => finding.Severity == Severity.Error);

}
