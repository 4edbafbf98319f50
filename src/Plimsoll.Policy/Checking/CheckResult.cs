using Plimsoll.Oci;
using Plimsoll.Policy.Scanners;

namespace Plimsoll.Policy.Checking;

/// <summary>The outcome of a check, in a stable order.</summary>
/// <param name="Findings">All findings: those of production first, then by severity, path (ordinal) and position; suppressed ones last.</param>
/// <param name="Images">Every image found, by the path of the file that uses it.</param>
/// <param name="Files">How many files were checked.</param>
public sealed record CheckResult(IReadOnlyList<Finding> Findings, IReadOnlyList<CheckedImage> Images, int Files)
{
    /// <summary>The paths of the files that were checked, as reported, in ordinal order.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>How many files <see cref="ImagePolicy.Exclude"/> leaves out.</summary>
    public int Excluded { get; init; }

    /// <summary>The files that mention images where no scanner reads them, in ordinal order of their paths.</summary>
    internal IReadOnlyList<UnreadImages> Unread { get; init; } = [];

    /// <summary>The images that a change exchanges, by file; none where the check compares with nothing.</summary>
    internal IReadOnlyList<ImageChange> Changes { get; init; } = [];

    /// <summary>The findings that are not suppressed.</summary>
    public IEnumerable<Finding> Active => Findings.Where(finding => finding.Suppression is null);

    /// <summary>Whether an active finding is an error.</summary>
    public bool HasErrors => Active.Any(finding => finding.Severity == Severity.Error);

    /// <summary>Does nothing where no active finding is an error.</summary>
    /// <exception cref="PlimsollException">One is (exit code 3); the message has a line for each.</exception>
    public void ThrowIfFailed()
    {
        var errors = Active.Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Span.File}:{finding.Span.StartLine}: {finding.Rule}: {finding.Message}").ToList();
        if (errors.Count > 0)
            throw new PlimsollException(
                ErrorKind.Policy,
                $"Files use images that the tag policy forbids:\n{string.Join('\n', errors)}",
                "Change the images in these files, or adjust 'policy:' and 'environments:' in plimsoll.yml.");
    }
}
