using System.Reflection;
using System.Runtime.InteropServices;

namespace Plimsoll.Build.Output;

/// <summary>The lines that the build itself prints: headings and the summary.</summary>
internal sealed class Reporter(OutputSink sink, Verbosity verbosity)
{
    private readonly Style _style = sink.Style;

    public void WriteLogo()
    {
        if (verbosity < Verbosity.Normal)
            return;
        var version = typeof(Reporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        sink.WriteLine(_style.Dim($"Plimsoll.Build {version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"));
    }

    public void BeginTarget(ExecutableTarget target)
    {
        if (verbosity < Verbosity.Normal)
            return;
        if (BuildServerCommands.BeginGroup(sink.Server, target.Name) is { } group)
        {
            sink.WriteLine(group);
            return;
        }

        sink.WriteLine();
        sink.WriteLine(_style.Bold(_style.Cyan($"── {target.Name} ".PadRight(60, '─'))));
    }

    public void EndTarget(ExecutableTarget target)
    {
        if (verbosity >= Verbosity.Normal && BuildServerCommands.EndGroup(sink.Server, target.Name) is { } group)
            sink.WriteLine(group);
    }

    public void WriteSummary(IReadOnlyList<ExecutableTarget> targets, SummaryPairs pairs, string outcome, bool succeeded)
    {
        // A target without actions only groups others; it is listed only if it did not simply succeed.
        var shown = targets.Where(t => !t.IsGroup || t.Status != ExecutionStatus.Succeeded).ToList();
        if (verbosity >= Verbosity.Normal && shown.Count > 0)
            Table(shown);
        if (verbosity >= Verbosity.Normal && pairs.Pairs.Count > 0)
        {
            sink.WriteLine();
            foreach (var pair in pairs.Pairs)
                sink.WriteUntrusted($"{pair.Key}: {pair.Value}");
        }

        if (verbosity >= Verbosity.Normal)
            sink.WriteLine();
        if (verbosity >= Verbosity.Normal || !succeeded)
            sink.WriteLine(succeeded ? _style.Green(outcome) : _style.Red(outcome));
    }

    private void Table(List<ExecutableTarget> targets)
    {
        var width = Math.Max("Target".Length, targets.Max(t => t.Name.Length));
        var rule = _style.Dim(new string('─', width + 2 + 9 + 2 + 9));
        sink.WriteLine();
        sink.WriteLine(_style.Bold($"{"Target".PadRight(width)}  {"Status",-9}  {"Duration",9}"));
        sink.WriteLine(rule);
        foreach (var target in targets)
        {
            var duration = target.Status is ExecutionStatus.NotRun or ExecutionStatus.Skipped ? "" : Duration(target.Duration);
            var status = Colour(target.Status, $"{target.Status,-9}");
            var line = $"{target.Name.PadRight(width)}  {status}  {duration,9}";
            sink.WriteUntrusted(Note(target) is { Length: > 0 } note ? $"{line}  {note}" : line.TrimEnd());
        }

        sink.WriteLine(rule);
        var total = TimeSpan.FromTicks(targets.Sum(t => t.Duration.Ticks));
        sink.WriteLine($"{"Total".PadRight(width)}  {"",-9}  {Duration(total),9}");
    }

    private string Colour(ExecutionStatus status, string text) => status switch
    {
        ExecutionStatus.Succeeded => _style.Green(text),
        ExecutionStatus.Failed or ExecutionStatus.Aborted => _style.Red(text),
        ExecutionStatus.Skipped => _style.Yellow(text),
        _ => _style.Dim(text),
    };

    private static string Note(ExecutableTarget target)
    {
        var pairs = target.Summary.ToString();
        return target.Status switch
        {
            ExecutionStatus.Skipped => target.SkipReason ?? "",
            ExecutionStatus.Failed when pairs.Length == 0 => OutputSink.SplitLines(target.Exception!.Message)[0],
            _ => pairs,
        };
    }

    private static string Duration(TimeSpan duration)
    {
        if (duration < TimeSpan.FromMinutes(1))
            return $"{duration.TotalSeconds:0.0} s";
        return duration.ToString(duration < TimeSpan.FromHours(1) ? @"m\:ss" : @"h\:mm\:ss");
    }
}
