using System.Text;
using Plimsoll.Build.Output;

namespace Plimsoll.Build;

/// <summary>
/// The log of a build. Secrets are masked, and text that a build server would read as a command is neutralised.
/// Arguments fill the placeholders of a template in order: <c>Log.Information("Version {Version}", version)</c>; without
/// arguments the text is written unchanged. Safe to use from several threads.
/// </summary>
public sealed class BuildLog
{
    private readonly OutputSink _sink;

    internal BuildLog(OutputSink sink, Verbosity verbosity)
    {
        _sink = sink;
        Verbosity = verbosity;
    }

    /// <summary>How much is printed.</summary>
    public Verbosity Verbosity { get; }

    /// <summary>Writes a message that only <c>--verbosity verbose</c> and <c>debug</c> show.</summary>
    public void Debug(string template, params object?[] arguments)
    {
        if (Verbosity >= Verbosity.Verbose)
            _sink.WriteUntrusted(Format(template, arguments), _sink.Style.Dim);
    }

    /// <summary>Writes a message.</summary>
    public void Information(string template, params object?[] arguments)
    {
        if (Verbosity >= Verbosity.Normal)
            _sink.WriteUntrusted(Format(template, arguments));
    }

    /// <summary>Writes a warning; GitHub Actions and Azure Pipelines show it beside the log as well.</summary>
    public void Warning(string template, params object?[] arguments) =>
        Issue("warning", Format(template, arguments), _sink.Style.Yellow);

    /// <summary>Writes an error; GitHub Actions and Azure Pipelines show it beside the log as well.</summary>
    public void Error(string template, params object?[] arguments) =>
        Issue("error", Format(template, arguments), _sink.Style.Red);

    /// <summary>
    /// Writes a line as it is, but for secrets: a command to the build server, such as <c>##vso[task.setvariable …]</c>. Text from
    /// elsewhere in it must be escaped as that server reads it.
    /// </summary>
    public void ServerCommand(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        _sink.WriteLine(line);
    }

    private void Issue(string kind, string message, Func<string, string> colour)
    {
        if (BuildServerCommands.LogIssue(_sink.Server, kind, _sink.Mask.Apply(message)) is { } command)
            _sink.WriteLine(command);
        else
            _sink.WriteUntrusted($"{kind}: {message}", colour);
    }

    private static string Format(string template, object?[] arguments)
    {
        if (arguments.Length == 0)
            return template;
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < template.Length; i++)
        {
            var doubled = i + 1 < template.Length && template[i + 1] == template[i];
            var end = template[i] == '{' && !doubled ? template.IndexOf('}', i) : -1;
            if (end > i && next < arguments.Length)
            {
                text.Append(arguments[next++]);
                i = end;
            }
            else
            {
                text.Append(template[i]);
                if (doubled && template[i] is '{' or '}')
                    i++;
            }
        }

        return text.ToString();
    }
}
