using Plimsoll.Build.Servers;

namespace Plimsoll.Build.CI;

/// <content>The service messages. What they are given is escaped.</content>
public sealed partial class TeamCity
{
    /// <summary>Lets TeamCity ignore service messages from here on.</summary>
    public void DisableServiceMessages() => Send("disableServiceMessages");

    /// <summary>Lets TeamCity read service messages again.</summary>
    public void EnableServiceMessages() => Send("enableServiceMessages");

    /// <summary>Imports a report.</summary>
    /// <param name="type">What kind of report it is.</param>
    /// <param name="path">Its path; may have wildcards.</param>
    /// <param name="tool">The tool, for <see cref="TeamCityImportType.dotNetCoverage"/>.</param>
    /// <param name="verbose">Whether the import is logged in detail.</param>
    /// <param name="parseOutOfDate">Whether files from before the build are read.</param>
    /// <param name="action">What is done where the report has no data.</param>
    /// <exception cref="ArgumentException">Coverage is to be imported without a tool.</exception>
    public void ImportData(
        TeamCityImportType type,
        string path,
        TeamCityImportTool? tool = null,
        bool? verbose = null,
        bool? parseOutOfDate = null,
        TeamCityNoDataPublishedAction? action = null)
    {
        if (type == TeamCityImportType.dotNetCoverage && tool is null)
            throw new ArgumentException($"Reports of type {type} are imported with the tool that wrote them.", nameof(tool));
        Send(
            "importData",
            ("type", type.ToString()),
            ("path", path),
            ("tool", tool?.ToString()),
            ("verbose", Text(verbose)),
            ("parseOutOfDate", Text(parseOutOfDate)),
            ("whenNoDataPublished", action?.ToString()));
    }

    /// <summary>Adds a problem to the build, which fails it.</summary>
    public void AddBuildProblem(string description) => Send("buildProblem", ("description", description));

    /// <summary>Sets the text of the build's status.</summary>
    /// <param name="text">The text.</param>
    /// <param name="prepend">Keeps the text that TeamCity makes, behind it.</param>
    /// <param name="append">Keeps the text that TeamCity makes, before it.</param>
    public void SetBuildStatus(string text, bool prepend = false, bool append = false) => Send(
        "buildStatus", ("text", $"{(append ? "{build.status.text} " : "")}{text}{(prepend ? " {build.status.text}" : "")}"));

    /// <summary>Sets the number of the build, for <see cref="BuildNumber"/> as well.</summary>
    public void SetBuildNumber(string number)
    {
        SendValue("buildNumber", number);
        Context.SetVariable("BUILD_NUMBER", number);
    }

    /// <summary>Sets a configuration parameter for the steps that follow; an underscore in its name is a dot.</summary>
    public void SetConfigurationParameter(string name, string value) => Send("setParameter", ("name", name.Replace('_', '.')), ("value", value));

    /// <summary>Sets a variable of the environment for the steps that follow.</summary>
    public void SetEnvironmentVariable(string name, string value) => Send("setParameter", ("name", $"env.{name}"), ("value", value));

    /// <summary>Sets a system property for the steps that follow.</summary>
    public void SetSystemProperty(string name, string value) => Send("setParameter", ("name", $"system.{name}"), ("value", value));

    /// <summary>Adds a number to the statistics of the build.</summary>
    public void AddStatisticValue(string key, string value) => Send("buildStatisticValue", ("key", key), ("value", value));

    /// <summary>Shows a text as what the build does now.</summary>
    public void SetProgress(string text) => SendValue("progressMessage", text);

    /// <summary>Shows a text as what the build does now, until <see cref="FinishProgress"/>.</summary>
    public void StartProgress(string text) => SendValue("progressStart", text);

    /// <summary>Ends what <see cref="StartProgress"/> began.</summary>
    public void FinishProgress(string text) => SendValue("progressFinish", text);

    /// <summary>Uploads artifacts.</summary>
    /// <param name="path">A path, with wildcards or <c>=&gt;</c> as in the settings of TeamCity.</param>
    public void PublishArtifacts(string path) => SendValue("publishArtifacts", path);

    /// <summary>Begins a block of lines that is shown folded.</summary>
    public void OpenBlock(string name, string? description = null) => Send("blockOpened", ("name", name), ("description", description));

    /// <summary>Ends the block.</summary>
    public void CloseBlock(string name) => Send("blockClosed", ("name", name));

    /// <summary>Marks the lines that follow as those of a compiler.</summary>
    public void StartCompilation(string compiler) => Send("compilationStarted", ("compiler", compiler));

    /// <summary>Ends the lines of a compiler.</summary>
    public void FinishCompilation(string compiler) => Send("compilationFinished", ("compiler", compiler));

    /// <summary>Writes a message.</summary>
    public void WriteMessage(string text) => Send("message", ("text", text), ("status", "NORMAL"));

    /// <summary>Writes a warning.</summary>
    public void WriteWarning(string text) => Send("message", ("text", text), ("status", "WARNING"));

    /// <summary>Writes a failure.</summary>
    public void WriteFailure(string text) => Send("message", ("text", text), ("status", "FAILURE"));

    /// <summary>Writes an error; with the default settings of TeamCity it fails the build.</summary>
    public void WriteError(string text, string? errorDetails = null) => Send("message", ("text", text), ("status", "ERROR"), ("errorDetails", errorDetails));

    /// <summary>Writes a service message with properties. Values are escaped.</summary>
    /// <exception cref="ArgumentException">The name of the message or of a property is not one.</exception>
    public void Write(string command, Func<IDictionary<string, object>, IDictionary<string, object>> dictionaryConfigurator) =>
        Context.WriteLine(CommandFormat.TeamCity(command, CommandFormat.Configure(dictionaryConfigurator)));

    private static string? Text(bool? value) => value switch
    {
        null => null,
        true => "true",
        false => "false",
    };

    private void Send(string message, params (string Key, string? Value)[] properties) => Context.WriteLine(CommandFormat.TeamCity(message, properties));

    private void SendValue(string message, string value) => Context.WriteLine(CommandFormat.TeamCityValue(message, value));
}
