using System.Text;

namespace Plimsoll.Tags.Hosts.Outputs;

/// <summary>
/// GitLab: outputs go to a dotenv file, <c>plimsoll.env</c> in the project's folder or the file that <c>PLIMSOLL_DOTENV</c> names, for
/// <c>artifacts: reports: dotenv</c>. They are called <c>PLIMSOLL_OUT_…</c>, so that they are no settings of the next job's command.
/// The host takes single lines only: the lines of a list are joined by spaces, and values that are no lists of words are left out.
/// </summary>
internal sealed class GitLabSink(Func<string, string?> environment, Action<string> log) : IHostSink
{
    /// <summary>The host refuses files that are larger, or have more variables.</summary>
    private const int MaximumBytes = 5 * 1024;
    private const int MaximumVariables = 20;

    public void SetOutputs(Func<IReadOnlyList<KeyValuePair<string, string>>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        if (FilePath is not { } file)
            return;

        // A checkout can have a link there, to a file that is none of this job's.
        if (new FileInfo(file).LinkTarget is not null)
        {
            log(LogText.Neutralize($"warning: The outputs could not be written: {file} is a link."));
            return;
        }

        try
        {
            var lines = File.Exists(file) ? [.. File.ReadAllText(file).Split('\n').Where(line => line.Length > 0)] : new List<string>();
            foreach (var (name, value) in create())
                if (Format(value) is { } text)
                {
                    var variable = $"PLIMSOLL_OUT_{name.Replace('-', '_').ToUpperInvariant()}=";
                    lines.RemoveAll(line => line.StartsWith(variable, StringComparison.Ordinal));
                    if (lines.Count < MaximumVariables && lines.Sum(line => Encoding.UTF8.GetByteCount(line) + 1) + Encoding.UTF8.GetByteCount(variable + text) + 1 <= MaximumBytes)
                        lines.Add(variable + text);
                    else
                        log($"warning: '{name}' was not added to {file}: GitLab takes {MaximumVariables} variables and {MaximumBytes} bytes.");
                }

            File.WriteAllLines(file, lines, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log(LogText.Neutralize($"warning: The outputs could not be written: {exception.Message}"));
        }
    }

    /// <summary>The host has no page for it.</summary>
    public void AddSummary(string title, Func<int, string> write)
    {
    }

    public bool TryReport(bool isError, string text) => false;

    /// <summary>Its sections are escape sequences, which a log has none of here.</summary>
    public IDisposable? BeginGroup(string title) => null;

    private string? FilePath => environment("PLIMSOLL_DOTENV") is { } named
        ? Path.GetFullPath(Path.Combine(environment("CI_PROJECT_DIR") ?? ".", named))
        : environment("CI_PROJECT_DIR") is { } project ? Path.Combine(project, "plimsoll.env") : null;

    /// <summary>The value on one line, or <c>null</c> where it cannot be on one.</summary>
    private static string? Format(string value)
    {
        var lines = value.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return lines.Length == 1 ? value.TrimEnd() : lines.Any(line => line.Contains(' ', StringComparison.Ordinal)) ? null : string.Join(' ', lines);
    }
}
