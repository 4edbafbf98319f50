using Plimsoll.Oci;

namespace Plimsoll.Publishing.Diagnosis;

/// <summary>The CI host, and whether it tells what is built.</summary>
internal static class HostDiagnosis
{
    public static DiagnosisItem Diagnose(PlimsollHost host)
    {
        try
        {
            if (host.Observer.FindUnknownReason(host.Directory) is { } reason)
                return new DiagnosisItem("host", DiagnosisState.Missing, $"nothing tells what this run builds: {reason}", "Set PLIMSOLL_BRANCH, PLIMSOLL_TAG or PLIMSOLL_PULL_REQUEST.");
            return host.Observer.Host is { } run
                ? new DiagnosisItem("host", DiagnosisState.Ok, $"{run.Host}{(run.PullRequest is { } number ? $", pull request {number}" : run.Tag is { } tag ? $", tag {tag}" : run.Branch is { } branch ? $", branch {branch}" : "")}")
                : new DiagnosisItem("host", DiagnosisState.Unused, "not in a CI job");
        }
        catch (PlimsollException exception)
        {
            return Doctor.Missing(host, "host", exception);
        }
    }
}
