using System.Text;

namespace Plimsoll.Tags.Hosts.Outputs;

/// <summary>
/// Azure Pipelines: everything goes to the log as logging commands. Outputs are output variables of the step, with underscores in
/// their names (<c>$(step.tag_names)</c>); the build's number and tags change only where <c>PLIMSOLL_BUILD_NUMBER</c> and
/// <c>PLIMSOLL_BUILD_TAG</c> say <c>true</c>.
/// </summary>
internal sealed class AzureSink(Func<string, string?> environment, Action<string> log) : IHostSink
{
    private const int MaximumSummary = 1 << 20;

    /// <summary>The longest build number that the host takes.</summary>
    private const int MaximumBuildNumber = 255;

    public void SetOutputs(Func<IReadOnlyList<KeyValuePair<string, string>>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        var outputs = create();
        foreach (var (name, value) in outputs)
            Command("task.setvariable", [new("variable", name.Replace('-', '_')), new("isOutput", "true")], value);

        if (outputs.FirstOrDefault(output => output.Key == "version").Value is not { Length: > 0 } version)
            return;
        if (IsOn("PLIMSOLL_BUILD_NUMBER"))
            Command("build.updatebuildnumber", [], version[..Math.Min(version.Length, MaximumBuildNumber)]);
        if (IsOn("PLIMSOLL_BUILD_TAG"))
            Command("build.addbuildtag", [], version.Replace(':', '-'));
    }

    /// <summary>
    /// The agent uploads a file after the job; its name is the summary's headline. It lies in the agent's own folder for such files,
    /// in one of its own, so that the summary of a second command does not take its place.
    /// </summary>
    public void AddSummary(string title, Func<int, string> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (environment("AGENT_TEMPDIRECTORY") is not { } folder || !Directory.Exists(folder))
            return;

        try
        {
            var own = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(folder), $"plimsoll-{Guid.NewGuid():n}"));
            var file = Path.Combine(own.FullName, $"{title}.md");
            File.WriteAllText(file, write(MaximumSummary), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            Command("task.uploadsummary", [], file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TryReport(isError: false, $"The job summary could not be written: {exception.Message}");
        }
    }

    public bool TryReport(bool isError, string text)
    {
        var issue = HostIssue.Create(isError, text);
        Command("task.logissue", [new("type", issue.Type), new("sourcepath", issue.File), new("linenumber", issue.Line), new("columnnumber", issue.Column), new("code", "plimsoll")], issue.Message);
        return true;
    }

    public IDisposable BeginGroup(string title)
    {
        log($"##[group]{LogText.Neutralize(title)}");
        return new LogGroup(log, "##[endgroup]");
    }

    private void Command(string name, IEnumerable<KeyValuePair<string, string?>> properties, string message) => log(AzureCommand.Format(name, properties, message));

    private bool IsOn(string variable) => string.Equals(environment(variable), "true", StringComparison.OrdinalIgnoreCase);
}
