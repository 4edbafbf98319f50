using System.Text;

namespace Plimsoll.Tags.Hosts.Outputs;

/// <summary>
/// GitHub Actions, Gitea and Forgejo: outputs and summary go to the files that the runner names in <c>GITHUB_OUTPUT</c> and
/// <c>GITHUB_STEP_SUMMARY</c>, issues to the log as workflow commands.
/// </summary>
internal sealed class GitHubSink(Func<string, string?> environment, Action<string> log) : IHostSink
{
    /// <summary>The runner takes 1 MiB of a step, and refuses all of it where there is more.</summary>
    private const int MaximumSummary = 1 << 20;

    private const int SmallestUsefulSummary = 4096;

    public void SetOutputs(Func<IReadOnlyList<KeyValuePair<string, string>>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        if (environment("GITHUB_OUTPUT") is { } file)
            Write("outputs", () => Append(file, create()));
    }

    /// <summary>Hands variables to later steps of the job.</summary>
    public void SetVariables(IEnumerable<KeyValuePair<string, string>> variables)
    {
        if (environment("GITHUB_ENV") is { } file)
            Write("variables", () => Append(file, variables));
    }

    public void AddSummary(string title, Func<int, string> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (environment("GITHUB_STEP_SUMMARY") is { } file)
            Write("job summary", () =>
            {
                var taken = new FileInfo(file) is { Exists: true } there ? there.Length : 0;
                var room = MaximumSummary - taken - 1;
                if (room < SmallestUsefulSummary)
                    Warn($"The job summary is full ({taken} bytes); '{title}' was not added.");
                else
                    File.AppendAllText(file, (taken > 0 ? "\n" : "") + write((int)room));
            });
    }

    public bool TryReport(bool isError, string text)
    {
        var issue = HostIssue.Create(isError, text);
        log(GitHubCommand.Format(issue.Type, [new("file", issue.File), new("line", issue.Line), new("col", issue.Column), new("title", "plimsoll")], issue.Message));
        return true;
    }

    public IDisposable BeginGroup(string title)
    {
        log(GitHubCommand.Format("group", [], LogText.Neutralize(title)));
        return new LogGroup(log, GitHubCommand.Format("endgroup", [], ""));
    }

    /// <summary>A delimiter that nobody can guess, so that no value can end itself and set another output.</summary>
    private static void Append(string file, IEnumerable<KeyValuePair<string, string>> values)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in values)
        {
            var delimiter = $"ghadelimiter_{Guid.NewGuid()}";
            text.Append(name).Append("<<").Append(delimiter).Append('\n').Append(value).Append('\n').Append(delimiter).Append('\n');
        }

        File.AppendAllText(file, text.ToString());
    }

    private void Write(string what, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Warn($"The {what} could not be written: {exception.Message}");
        }
    }

    private void Warn(string text) => TryReport(isError: false, text);
}
