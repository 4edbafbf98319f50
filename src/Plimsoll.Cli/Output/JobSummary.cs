using System.Text;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Reports;

namespace Plimsoll.Cli.Output;

/// <summary>The check report on the page of a CI run. A failure to write it is a warning and does not fail the check.</summary>
internal static class JobSummary
{
    private const int SmallestUseful = 4096;

    /// <summary>Appends to the file that GitHub's runner names, as much as the runner takes of a step; without such a file nothing.</summary>
    public static async Task AppendAsync(CheckResult result, CommandSession session, CancellationToken cancellationToken)
    {
        if (session.Host.Environment("GITHUB_STEP_SUMMARY") is not { } file)
            return;

        try
        {
            var taken = new FileInfo(file) is { Exists: true } there ? there.Length : 0;
            var room = MarkdownReport.MaximumBytes - taken - 1;
            if (room < SmallestUseful)
                session.Diagnostics.Warn($"The job summary is full ({taken} bytes); the check report was not added.");
            else
                await File.AppendAllTextAsync(file, (taken > 0 ? "\n" : "") + TextOf(result, (int)room), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            session.Diagnostics.Warn($"The job summary could not be written: {exception.Message}");
        }
    }

    /// <summary>
    /// Writes a file that the agent of Azure Pipelines uploads, in its folder for such files, which it clears after the job; its
    /// name is the summary's headline. <c>null</c> where there is no such folder.
    /// </summary>
    public static async Task<string?> SaveForAzureAsync(CheckResult result, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        if (environment("AGENT_TEMPDIRECTORY") is not { } folder || !Directory.Exists(folder))
            return null;

        // The agent uploads later: the summary of a second check must not take the first one's place.
        var file = Path.Combine(Path.GetFullPath(folder), $"plimsoll-{Guid.NewGuid():n}", "Image policy.md");
        await AtomicFile.WriteAsync(file, Encoding.UTF8.GetBytes(TextOf(result, MarkdownReport.MaximumBytes)), cancellationToken);
        return file;
    }

    private static string TextOf(CheckResult result, int maximumBytes)
    {
        var text = new StringWriter();
        MarkdownReport.Write(result, text, maximumBytes);
        return text.ToString();
    }
}
