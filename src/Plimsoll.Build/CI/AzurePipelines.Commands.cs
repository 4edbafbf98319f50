using Plimsoll.Build.Servers;

namespace Plimsoll.Build.CI;

/// <content>The commands to the agent. What they are given is escaped.</content>
public sealed partial class AzurePipelines
{
    /// <summary>Begins a group of lines that is shown folded.</summary>
    public void Group(string group) => Context.WriteLine(CommandFormat.AzureGroup("group", group));

    /// <summary>Ends the group.</summary>
    public void EndGroup(string group) => Context.WriteLine(CommandFormat.AzureGroup("endgroup", group));

    /// <summary>Adds a file to the logs of the job.</summary>
    public void UploadLog(string path) => WriteCommand("build.uploadlog", path);

    /// <summary>Renames the build, for <see cref="BuildNumber"/> as well.</summary>
    public void UpdateBuildNumber(string buildNumber)
    {
        WriteCommand("build.updatebuildnumber", buildNumber);
        Context.SetVariable("BUILD_BUILDNUMBER", buildNumber);
    }

    /// <summary>Adds a tag to the build.</summary>
    public void AddBuildTag(string buildTag) => WriteCommand("build.addbuildtag", buildTag);

    /// <summary>Uploads a file or directory as an artifact.</summary>
    /// <param name="containerDirectory">The folder inside of the artifact.</param>
    /// <param name="artifactName">The name of the artifact.</param>
    /// <param name="packageDirectory">What is uploaded.</param>
    public void UploadArtifacts(string containerDirectory, string artifactName, string packageDirectory) =>
        Write("artifact.upload", packageDirectory, ("containerfolder", containerDirectory), ("artifactname", artifactName));

    /// <summary>Writes an error that is shown beside the log; it does not fail the job.</summary>
    public void LogError(string message, string? sourcePath = null, string? lineNumber = null, string? columnNumber = null, string? code = null) =>
        LogIssue(AzurePipelinesIssueType.Error, message, sourcePath, lineNumber, columnNumber, code);

    /// <summary>Writes a warning that is shown beside the log.</summary>
    public void LogWarning(string message, string? sourcePath = null, string? lineNumber = null, string? columnNumber = null, string? code = null) =>
        LogIssue(AzurePipelinesIssueType.Warning, message, sourcePath, lineNumber, columnNumber, code);

    /// <summary>Writes an error or a warning that is shown beside the log.</summary>
    /// <param name="type">Which of both.</param>
    /// <param name="message">What it says.</param>
    /// <param name="sourcePath">The file that it is about.</param>
    /// <param name="lineNumber">The line, from 1.</param>
    /// <param name="columnNumber">The column, from 1.</param>
    /// <param name="code">The code of the error or warning.</param>
    public void LogIssue(
        AzurePipelinesIssueType type, string message, string? sourcePath = null, string? lineNumber = null, string? columnNumber = null, string? code = null) =>
        Write(
            "task.logissue",
            message,
            ("type", type == AzurePipelinesIssueType.Error ? "error" : "warning"),
            ("sourcepath", sourcePath),
            ("linenumber", lineNumber),
            ("columnnumber", columnNumber),
            ("code", code));

    /// <summary>Shows a summary of the coverage of tests on the page of the build.</summary>
    /// <param name="coverageTool">The format of the summary.</param>
    /// <param name="summaryFile">The file of the summary.</param>
    /// <param name="reportDirectory">The directory of the report.</param>
    /// <param name="additionalCodeCoverageFiles">Other files to upload.</param>
    public void PublishCodeCoverage(
        AzurePipelinesCodeCoverageToolType coverageTool, string summaryFile, string reportDirectory, params string[] additionalCodeCoverageFiles) =>
        Write(
            "codecoverage.publish",
            null,
            ("codecoveragetool", coverageTool.ToString()),
            ("summaryfile", summaryFile),
            ("reportdirectory", reportDirectory),
            ("additionalcodecoveragefiles", additionalCodeCoverageFiles.Length > 0 ? string.Join(',', additionalCodeCoverageFiles) : null));

    /// <summary>Shows results of tests on the page of the build.</summary>
    /// <param name="title">The name of the run of tests.</param>
    /// <param name="type">The format of the files.</param>
    /// <param name="files">The files.</param>
    /// <param name="mergeResults">Whether all files are one run; the default is that of the agent.</param>
    /// <param name="platform">The platform of the tests.</param>
    /// <param name="configuration">The configuration of the tests.</param>
    /// <param name="publishRunAttachments">Whether the files are uploaded too; the default is that of the agent.</param>
    public void PublishTestResults(
        string title,
        AzurePipelinesTestResultsType type,
        IEnumerable<string> files,
        bool? mergeResults = null,
        string? platform = null,
        string? configuration = null,
        bool? publishRunAttachments = null) =>
        Write(
            "results.publish",
            null,
            ("type", type.ToString()),
            ("resultFiles", string.Join(',', files)),
            ("mergeResults", Text(mergeResults)),
            ("platform", platform),
            ("config", configuration),
            ("runTitle", title),
            ("publishRunAttachments", Text(publishRunAttachments)));

    /// <summary>Sets a variable for the steps that follow. A secret is masked here as well.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="isSecret">Whether it is a secret, which is not handed to steps as a variable of the environment.</param>
    public void SetVariable(string name, string value, bool? isSecret = null)
    {
        var line = CommandFormat.Azure("task.setvariable", [("variable", name), ("issecret", Text(isSecret))], value);
        if (isSecret != true)
        {
            Context.WriteLine(line);
            return;
        }

        // The agent takes the value from this one line, and does not print it.
        Context.Hide(value);
        Context.WriteUnmasked(line);
    }

    /// <summary>Writes a command to the agent, such as <c>##vso[task.setvariable variable=a]b</c>. Message and values are escaped.</summary>
    /// <param name="command">The name of the command.</param>
    /// <param name="message">Its message.</param>
    /// <param name="dictionaryConfigurator">Adds its properties.</param>
    /// <exception cref="ArgumentException">The name of the command or of a property is not one.</exception>
    public void WriteCommand(
        string command,
        string? message = null,
        Func<IDictionary<string, object>, IDictionary<string, object>>? dictionaryConfigurator = null) =>
        Context.WriteLine(CommandFormat.Azure(command, CommandFormat.Configure(dictionaryConfigurator), message));

    private static string? Text(bool? value) => value switch
    {
        null => null,
        true => "true",
        false => "false",
    };

    private void Write(string command, string? message, params (string Key, string? Value)[] properties) =>
        Context.WriteLine(CommandFormat.Azure(command, properties, message));
}
