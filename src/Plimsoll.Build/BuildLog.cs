using Plimsoll.Build.Execution;
using Plimsoll.Build.Output;

namespace Plimsoll.Build;

/// <summary>
/// The log of a build. Secrets are masked, and text that a build server would read as a command is neutralised.
/// Arguments fill the placeholders of a template in order: <c>Log.Information("{Count:N0} files of {Version}", count, version)</c>; without
/// arguments the text is written unchanged. <c>{@Item}</c> shows the properties of an object. Safe to use from several threads.
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

    /// <summary>Writes a message that only <c>--verbosity verbose</c> and <c>debug</c> show, as <see cref="Debug(string, object?[])"/>.</summary>
    public void Verbose(string template, params object?[] arguments) => Debug(template, arguments);

    /// <summary>Writes a message that only <c>--verbosity verbose</c> and <c>debug</c> show.</summary>
    public void Debug(string template, params object?[] arguments)
    {
        if (Verbosity >= Verbosity.Verbose)
            _sink.WriteUntrusted(MessageTemplate.Render(template, arguments), _sink.Style.Dim);
    }

    /// <summary>Writes a message.</summary>
    public void Information(string template, params object?[] arguments)
    {
        if (Verbosity >= Verbosity.Normal)
            _sink.WriteUntrusted(MessageTemplate.Render(template, arguments));
    }

    /// <summary>Writes a warning; GitHub Actions and Azure Pipelines show it beside the log as well.</summary>
    public void Warning(string template, params object?[] arguments) =>
        Issue("warning", MessageTemplate.Render(template, arguments), _sink.Style.Yellow);

    /// <summary>Writes an error; GitHub Actions and Azure Pipelines show it beside the log as well.</summary>
    public void Error(string template, params object?[] arguments) =>
        Issue("error", MessageTemplate.Render(template, arguments), _sink.Style.Red);

    /// <summary>Writes an error that ends the build, as <see cref="Error(string, object?[])"/>; it does not end it itself.</summary>
    public void Fatal(string template, params object?[] arguments) => Error(template, arguments);

    /// <summary>Writes as <see cref="Verbose(string, object?[])"/>, with what the exception says; at debug verbosity with its stack trace.</summary>
    public void Verbose(Exception? exception, string template, params object?[] arguments) => Verbose("{Message}", With(exception, template, arguments));

    /// <summary>Writes as <see cref="Debug(string, object?[])"/>, with what the exception says; at debug verbosity with its stack trace.</summary>
    public void Debug(Exception? exception, string template, params object?[] arguments) => Debug("{Message}", With(exception, template, arguments));

    /// <summary>Writes as <see cref="Information(string, object?[])"/>, with what the exception says; at debug verbosity with its stack trace.</summary>
    public void Information(Exception? exception, string template, params object?[] arguments) => Information("{Message}", With(exception, template, arguments));

    /// <summary>Writes as <see cref="Warning(string, object?[])"/>, with what the exception says; at debug verbosity with its stack trace.</summary>
    public void Warning(Exception? exception, string template, params object?[] arguments) => Warning("{Message}", With(exception, template, arguments));

    /// <summary>Writes as <see cref="Error(string, object?[])"/>, with what the exception says; at debug verbosity with its stack trace.</summary>
    public void Error(Exception? exception, string template, params object?[] arguments) => Error("{Message}", With(exception, template, arguments));

    /// <summary>Writes as <see cref="Fatal(string, object?[])"/>, with what the exception says; at debug verbosity with its stack trace.</summary>
    public void Fatal(Exception? exception, string template, params object?[] arguments) => Fatal("{Message}", With(exception, template, arguments));

    /// <summary>
    /// Writes a line as it is, but for secrets: a command to the build server, such as <c>##vso[task.setvariable …]</c>. Text from
    /// elsewhere in it must be escaped as that server reads it.
    /// </summary>
    public void ServerCommand(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        _sink.WriteLine(line);
    }

    private string With(Exception? exception, string template, object?[] arguments)
    {
        var message = MessageTemplate.Render(template, arguments);
        return exception is null ? message : $"{message}\n{(Verbosity == Verbosity.Debug ? exception.ToString() : Failure.GetMessage(exception))}";
    }

    private void Issue(string kind, string message, Func<string, string> colour)
    {
        if (BuildServerCommands.LogIssue(_sink.Server, kind, _sink.Mask.Apply(message)) is { } command)
            _sink.WriteLine(command);
        else
            _sink.WriteUntrusted($"{kind}: {message}", colour);
    }
}
