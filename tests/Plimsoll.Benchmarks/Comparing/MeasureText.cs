namespace Plimsoll.Benchmarks.Comparing;

/// <summary>Measurements as people read them.</summary>
internal static class MeasureText
{
    private const double Mebibyte = 1024 * 1024;

    public static string NameOf(Measure measure) => measure switch
    {
        Measure.Wall => "time",
        Measure.Cpu => "CPU time",
        Measure.PageFaults => "page faults",
        Measure.Memory => "peak memory",
        Measure.Requests => "requests",
        _ => "writing requests",
    };

    public static string Format(Measure measure, double value) => measure switch
    {
        Measure.Wall or Measure.Cpu => FormatSeconds(value),
        Measure.Memory => FormatBytes(value),
        _ => $"{value:N0}",
    };

    /// <summary>With three digits that count.</summary>
    public static string FormatSeconds(double seconds) => Math.Abs(seconds) switch
    {
        >= 100 => $"{seconds:0} s",
        >= 10 => $"{seconds:0.0} s",
        >= 1 => $"{seconds:0.00} s",
        >= 0.01 => $"{seconds * 1000:0} ms",
        >= 0.001 => $"{seconds * 1000:0.0} ms",
        0 => "0 s",
        >= 0.00001 => $"{seconds * 1e6:0} µs",
        >= 0.000001 => $"{seconds * 1e6:0.0} µs",
        _ => $"{seconds * 1e9:0} ns",
    };

    public static string FormatBytes(double bytes) => (bytes / Mebibyte) switch
    {
        >= 10 * 1024 => $"{bytes / Mebibyte / 1024:0.0} GiB",
        >= 100 => $"{bytes / Mebibyte:0} MiB",
        _ => $"{bytes / Mebibyte:0.0} MiB",
    };
}
