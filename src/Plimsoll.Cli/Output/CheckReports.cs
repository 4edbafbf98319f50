using System.Text;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Reports;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Hosts.Outputs;

namespace Plimsoll.Cli.Output;

/// <summary>Writes the reports of a check: to standard output, to files, and to where a CI host takes summaries.</summary>
internal sealed class CheckReports(CommandSession session, IReadOnlyList<ReportRequest> requests)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes all of them. A file appears whole or not at all, and its folder is made.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public async Task WriteAsync(CheckResult result, CancellationToken cancellationToken)
    {
        // Text and JSON keep paths from the working directory; a host only knows the repository.
        var shown = new Lazy<CheckResult>(() => RepositoryPaths.Rebase(result, session.Directory, ConfigurationFile.RepositoryRoot(session.Directory) ?? session.Directory));
        foreach (var (format, file) in requests)
        {
            var report = format is ReportFormat.Text or ReportFormat.Json ? result : shown.Value;
            if (file is null)
                await PrintAsync(format, report, cancellationToken);
            else
                await AtomicFile.WriteAsync(file, await BytesAsync(format, report, cancellationToken), cancellationToken);
        }

        if (requests.All(request => request.File is not null))
            session.Diagnostics.Info(TextReport.Summary(result));
    }

    private async Task PrintAsync(ReportFormat format, CheckResult result, CancellationToken cancellationToken)
    {
        var output = session.Host.Out;
        switch (format)
        {
            case ReportFormat.Text:
                TextReport.Write(result, output, session.Host.UseColor);
                break;
            case ReportFormat.GitHub:
                GitHubReport.Write(result, output);
                AddSummary(new GitHubSink(session.Host.Environment, session.Host.StatusLine.WriteAbove), result);
                break;
            case ReportFormat.Azure:
                AddSummary(new AzureSink(session.Host.Environment, output.WriteLine), result);
                AzureReport.Write(result, output);
                break;
            default:
                await output.WriteAsync(Utf8.GetString(await BytesAsync(format, result, cancellationToken)));
                break;
        }
    }

    private static void AddSummary(IHostSink sink, CheckResult result) => sink.AddSummary("Image policy", room =>
    {
        var text = new StringWriter();
        MarkdownReport.Write(result, text, room);
        return text.ToString();
    });

    private static async Task<byte[]> BytesAsync(ReportFormat format, CheckResult result, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await using (var text = new StreamWriter(bytes, Utf8, leaveOpen: true) { NewLine = "\n" })
        {
            await (format switch
            {
                ReportFormat.Text => Written(() => TextReport.Write(result, text)),
                ReportFormat.Json => JsonReport.WriteAsync(result, bytes, cancellationToken),
                ReportFormat.Sarif => SarifReport.WriteAsync(result, RuleText.Rules, bytes, CommandHost.Version, cancellationToken),
                ReportFormat.Markdown => Written(() => MarkdownReport.Write(result, text)),
                ReportFormat.GitHub => Written(() => GitHubReport.Write(result, text)),
                ReportFormat.Azure => Written(() => AzureReport.Write(result, text)),
                ReportFormat.GitLab => GitLabReport.WriteAsync(result, bytes, cancellationToken),
                ReportFormat.JUnit => JUnitReport.WriteAsync(result, bytes, cancellationToken),
                _ => CheckstyleReport.WriteAsync(result, bytes, cancellationToken),
            });
        }

        return bytes.ToArray();
    }

    private static Task Written(Action write)
    {
        write();
        return Task.CompletedTask;
    }
}
