using Plimsoll.Git;
using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Diagnosis;

/// <summary>The repository, the program git beside it, and whether the clock can be right.</summary>
internal sealed class GitDiagnosis(PlimsollHost host)
{
    /// <summary>Clocks of machines differ by seconds; a commit of the future would be older than its release.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public IEnumerable<DiagnosisItem> Diagnose(PlimsollConfiguration configuration)
    {
        RepositoryState? repository = null;
        PlimsollException? failure = null;
        try
        {
            repository = host.ReadRepository();
        }
        catch (PlimsollException exception)
        {
            failure = exception;
        }

        yield return DiagnoseProgram();
        yield return repository is not null ? Diagnose(repository)
            : configuration.File is null && ConfigurationFile.RepositoryRoot(host.Directory) is null ? new DiagnosisItem("repository", DiagnosisState.Unused, failure!.Message, "Tags and versions need a git repository; images can be copied and checked without one.")
            : Doctor.Missing(host, "repository", failure!);
        yield return DiagnoseClock(repository);
    }

    /// <summary>Repositories are read without it. What needs it says so itself, with the repository.</summary>
    private DiagnosisItem DiagnoseProgram()
    {
        var git = GitCommand.Find(host.Environment);
        return git?.ReadIn(host.Directory, ["--version"], out _)?.Trim() is { Length: > 0 } version
            ? new DiagnosisItem("git", DiagnosisState.Ok, version)
            : new DiagnosisItem("git", DiagnosisState.Unused, git is null ? "git is not on PATH" : "git does not run", "Install git: creating git tags, listing the tags of a remote, and partial clones need it.");
    }

    private static DiagnosisItem Diagnose(RepositoryState repository)
    {
        if (repository.IsShallow)
            return new DiagnosisItem("repository", DiagnosisState.Missing, ShallowHistory.Error(repository.Root).Message, ShallowHistory.Error(repository.Root).Advice);

        var place = $"{repository.Root}: {(repository.Branch is { } branch ? $"branch {branch}" : "no branch")} at {repository.Head.AbbreviatedId}, {Quantity.Format(repository.Tags.Count, "tag")}";
        return repository.MissingTagsReason is { } reason
            ? new DiagnosisItem("repository", DiagnosisState.Missing, $"{place}; tags may be missing: {reason}", "Fetch them: git fetch --tags")
            : new DiagnosisItem("repository", DiagnosisState.Ok, repository.IsDirty ? $"{place}; changed: {repository.DescribeChanges()}" : place);
    }

    private DiagnosisItem DiagnoseClock(RepositoryState? repository)
    {
        try
        {
            var now = host.Clock.GetUtcNow();
            if (repository?.Head.CommitDate - now is { } ahead && ahead > Tolerance)
                return new DiagnosisItem("clock", DiagnosisState.Missing, $"it is {Format(now)}, but the commit {repository!.Head.AbbreviatedId} was made at {Format(repository.Head.CommitDate)}", "Set the clock of this machine, or of the one that made the commit: date tags and receipts would be wrong.");
            return new DiagnosisItem("clock", DiagnosisState.Ok, host.Observer.SourceDate is { } date ? $"{Format(now)}; images are dated {Format(date)} (SOURCE_DATE_EPOCH)" : Format(now));
        }
        catch (PlimsollException exception)
        {
            return Doctor.Missing(host, "clock", exception);
        }
    }

    private static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
