using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Tags.Hosts;
using Plimsoll.Tags.Hosts.Outputs;

namespace Plimsoll.Cli.Output;

/// <summary>
/// Writes messages to stderr. Text from elsewhere (commits, tags, registries) is neutralised, so that it cannot give
/// commands to the CI host that reads the log; user and password of an address are left out.
/// </summary>
internal sealed class Diagnostics(CommandHost host, OutputLevel verbosity, IHostSink sink) : IProgress<Diagnostic>
{
    public OutputLevel Verbosity => verbosity;

    /// <summary>What the library reports: a detail only at verbose.</summary>
    public void Report(Diagnostic value)
    {
        if (value.Level == DiagnosticLevel.Warning)
            Warn(value.Text);
        else if (value.Level == DiagnosticLevel.Detail)
            Detail(value.Text);
        else
            Info(value.Text);
    }

    /// <summary>A step, shown at verbose.</summary>
    public void Detail(string text)
    {
        if (verbosity >= OutputLevel.Verbose)
            Write(text);
    }

    public void Info(string text)
    {
        if (verbosity >= OutputLevel.Normal)
            Write(text);
    }

    public void Warn(string text)
    {
        if (verbosity >= OutputLevel.Normal && !sink.TryReport(isError: false, SecretText.Hide(text)))
            Write($"warning: {text}", Ink.Yellow);
    }

    /// <summary>Takes what only helps to find the cause of a problem; <c>null</c> below debug.</summary>
    public IProgress<string>? Trace => verbosity == OutputLevel.Debug ? new TraceLines(this) : null;

    /// <summary>A failure: what, where, why, and what to do next; a stack trace only where <c>PLIMSOLL_TRACE</c> asks for it.</summary>
    public void Error(Exception exception)
    {
        var advice = (exception as PlimsollException)?.FormatAdvice(OptionName.FromSetting);
        if (!sink.TryReport(isError: true, SecretText.Hide(advice is null ? exception.Message : $"{exception.Message}\n{advice}")))
        {
            Write($"error: {exception.Message}", Ink.Red);
            if (advice is not null)
                Write(advice);
        }

        if (host.Environment("PLIMSOLL_TRACE") == "1")
            Write(exception.ToString());
    }

    /// <param name="text">One or more lines.</param>
    /// <param name="ink">What the word before the first colon is shown in, or <c>null</c>.</param>
    private void Write(string text, Ink? ink = null)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var safe = LogText.Neutralize(SecretText.Hide(line));
            var label = ink is null ? 0 : safe.IndexOf(':') + 1;
            host.StatusLine.WriteAbove(label > 0 ? new Painter(host.UseErrorColor).Paint(safe[..label], ink!.Value) + safe[label..] : safe);
            ink = null;
        }
    }

    private sealed class TraceLines(Diagnostics diagnostics) : IProgress<string>
    {
        public void Report(string value) => diagnostics.Write(value);
    }
}
