using System.CommandLine;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Publishing;
using Plimsoll.Tags.Hosts.Outputs;

namespace Plimsoll.Cli.Options;

/// <summary>Which reports a check writes, and where to: <c>--report FORMAT[=FILE]</c>, else what the CI host shows, else text.</summary>
internal sealed class ReportOptions
{
    private const string StandardOutput = "-";

    /// <summary>What is read line by line, so that several can stand one after the other.</summary>
    private static readonly ReportFormat[] Lines = [ReportFormat.Text, ReportFormat.GitHub, ReportFormat.Azure];

    private static readonly string[] Names = [.. Enum.GetNames<ReportFormat>().Select(name => name.ToLowerInvariant())];

    /// <summary>What a report can be.</summary>
    public static IReadOnlyList<string> FormatNames => Names;

    private readonly Option<string[]> _report = new("--report")
    {
        Description = $"Write a report to FILE or standard output; can be repeated: {string.Join(", ", Names)} [default: text, plus the format of the CI host]",
        HelpName = "FORMAT[=FILE]",
    };

    public void AddTo(Command command) => command.Options.Add(_report);

    /// <summary>The reports to write.</summary>
    /// <exception cref="PlimsollException">A format is unknown, or two reports would be written to one place (exit code 2).</exception>
    public CheckReports Choose(CommandSession session, ParseResult parsed)
    {
        var asked = parsed.GetValue(_report) ?? [];
        var reports = asked.Select(report => Parse(report, session.Host.Directory)).ToList();
        if (session.IsJson)
            reports.Insert(0, new ReportRequest(ReportFormat.Json, null));
        else if (reports.Count == 0)
            reports = [.. Default(session.Sink).Select(format => new ReportRequest(format, null))];

        RefuseMixing(reports);
        return new CheckReports(session, [.. reports.OrderBy(report => report.Format)]);
    }

    /// <summary>Text in every log; on a CI host also the commands that it shows beside the changes.</summary>
    private static ReportFormat[] Default(IHostSink sink) => sink switch
    {
        GitHubSink => [ReportFormat.Text, ReportFormat.GitHub],
        AzureSink => [ReportFormat.Text, ReportFormat.Azure],
        _ => [ReportFormat.Text],
    };

    private static ReportRequest Parse(string text, string directory)
    {
        var (name, file) = text.IndexOf('=') is var separator and >= 0 ? (text[..separator], text[(separator + 1)..]) : (text, StandardOutput);
        if (!Names.Contains(name, StringComparer.Ordinal))
            throw PlimsollException.Usage($"Unknown report format '{name}'.", Spelling.Advice(name, Names));
        if (file.Length == 0)
            throw PlimsollException.Usage($"--report '{text}' has no file name.", $"Use --report {name}=FILE, or --report {name} for standard output.");

        return new ReportRequest(Enum.Parse<ReportFormat>(name, ignoreCase: true), file == StandardOutput ? null : Path.GetFullPath(file, directory));
    }

    private static void RefuseMixing(List<ReportRequest> reports)
    {
        var printed = reports.Where(report => report.File is null).Select(report => report.Format).ToList();
        if (printed.Count > 1 && (printed.Distinct().Count() < printed.Count || !printed.TrueForAll(format => Lines.Contains(format))))
        {
            throw PlimsollException.Usage(
                $"Several reports would be written to standard output: {string.Join(", ", printed.Select(NameOf))}.",
                "Write all but one to a file: --report FORMAT=FILE. Only text, github and azure can be combined.");
        }

        if (reports.Where(report => report.File is not null).GroupBy(report => report.File, StringComparer.Ordinal).FirstOrDefault(file => file.Count() > 1) is { } twice)
            throw PlimsollException.Usage($"Several reports would be written to {twice.Key}: {string.Join(", ", twice.Select(report => NameOf(report.Format)))}.", "Use a different file for each report.");
    }

    private static string NameOf(ReportFormat format) => Names[(int)format];
}
