namespace Plimsoll.Cli.Output;

/// <summary>A report to write.</summary>
/// <param name="Format">Its form.</param>
/// <param name="File">The absolute path of its file, or <c>null</c> for standard output.</param>
internal sealed record ReportRequest(ReportFormat Format, string? File);
