using System.Reflection;
using System.Runtime.InteropServices;

namespace Plimsoll.Build.Output;

/// <summary>The build's own lines: headings, failures and the summary.</summary>
internal sealed class Reporter(OutputSink sink, Verbosity verbosity)
{
    private readonly Style _style = sink.Style;

    public void Logo()
    {
        if (verbosity < Verbosity.Normal)
            return;
        var version = typeof(Reporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        sink.Line(_style.Dim($"Plimsoll.Build {version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"));
    }

    public void Begin(ExecutableTarget target)
    {
        if (verbosity < Verbosity.Normal)
            return;
        if (HostCommands.BeginGroup(sink.Host, target.Name) is { } group)
        {
            sink.Line(group);
            return;
        }

        sink.Line();
        sink.Line(_style.Bold(_style.Cyan($"── {target.Name} ".PadRight(60, '─'))));
    }

    public void End()
    {
        if (verbosity >= Verbosity.Normal && HostCommands.EndGroup(sink.Host) is { } group)
            sink.Line(group);
    }

    public void Summary(IReadOnlyList<ExecutableTarget> targets, SummaryPairs pairs, string outcome, bool succeeded)
    {
        // A target without actions only groups others, and is worth a line only where something became of it.
        var shown = targets.Where(t => !t.IsCollective || t.Status != TargetStatus.Succeeded).ToList();
        if (verbosity >= Verbosity.Normal && shown.Count > 0)
            Table(shown);
        if (verbosity >= Verbosity.Normal && pairs.Pairs.Count > 0)
        {
            sink.Line();
            foreach (var pair in pairs.Pairs)
                sink.Foreign($"{pair.Key}: {pair.Value}");
        }

        if (verbosity >= Verbosity.Normal)
            sink.Line();
        if (verbosity >= Verbosity.Normal || !succeeded)
            sink.Line(succeeded ? _style.Green(outcome) : _style.Red(outcome));
    }

    private void Table(List<ExecutableTarget> targets)
    {
        var width = Math.Max("Target".Length, targets.Max(t => t.Name.Length));
        var rule = _style.Dim(new string('─', width + 2 + 9 + 2 + 9));
        sink.Line();
        sink.Line(_style.Bold($"{"Target".PadRight(width)}  {"Status",-9}  {"Duration",9}"));
        sink.Line(rule);
        foreach (var target in targets)
        {
            var duration = target.Status is TargetStatus.NotRun or TargetStatus.Skipped ? "" : Duration(target.Duration);
            var status = Colour(target.Status, $"{target.Status,-9}");
            var line = $"{target.Name.PadRight(width)}  {status}  {duration,9}";
            sink.Foreign(Note(target) is { Length: > 0 } note ? $"{line}  {note}" : line.TrimEnd());
        }

        sink.Line(rule);
        var total = TimeSpan.FromTicks(targets.Sum(t => t.Duration.Ticks));
        sink.Line($"{"Total".PadRight(width)}  {"",-9}  {Duration(total),9}");
    }

    private string Colour(TargetStatus status, string text) => status switch
    {
        TargetStatus.Succeeded => _style.Green(text),
        TargetStatus.Failed or TargetStatus.Aborted => _style.Red(text),
        TargetStatus.Skipped => _style.Yellow(text),
        _ => _style.Dim(text),
    };

    private static string Note(ExecutableTarget target)
    {
        var pairs = target.Summary.ToString();
        return target.Status switch
        {
            TargetStatus.Skipped => target.SkipReason ?? "",
            TargetStatus.Failed when pairs.Length == 0 => OutputSink.Lines(target.Exception!.Message)[0],
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
