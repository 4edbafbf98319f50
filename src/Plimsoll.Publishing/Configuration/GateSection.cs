using System.Globalization;
using Plimsoll.Oci;
using Plimsoll.Publishing.Gates;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Publishing.Configuration;

/// <summary>Reads <c>gate:</c>: a command, a mapping, or a list of them.</summary>
internal static class GateSection
{
    /// <summary>Reads the gates.</summary>
    /// <param name="file">The configuration file, in whose folder they run.</param>
    /// <param name="section">What contains the key.</param>
    /// <returns><c>null</c> where the key is not there; an empty list says that there are none.</returns>
    public static IReadOnlyList<ImageGate>? Read(string file, YamlSection section)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return (section.Items("gate") ?? (section.Item("gate") is { } item ? [item] : null))?.Select(entry => entry.Read(found => Read(directory, found), null)).OfType<ImageGate>().ToList();
    }

    private static ImageGate? Read(string directory, YamlItem item)
    {
        if (item.Scalar is { } line)
            return Check(new ImageGate(line) { Directory = directory }, item);

        var section = item.Section;
        var gate = new ImageGate(section.RequiredText("run")) { Directory = directory, Report = section.Text("report") is { } report ? Path.GetFullPath(report, directory) : null };
        if (section.Text("timeout") is { } text)
        {
            gate = gate with { Timeout = ParseTime(text) ?? ImageGate.DefaultTimeout };
            if (ParseTime(text) is null)
                section.Report(section.Error("timeout", $"'{text}' is not a time: write a number of seconds, minutes or hours, such as 90s, 10m or 1h"));
        }

        section.RefuseOthers();
        return gate.Run.Length == 0 ? null : Check(gate, item);
    }

    private static ImageGate Check(ImageGate gate, YamlItem item)
    {
        try
        {
            CommandLine.Split(gate.Run, "The gate");
            return gate;
        }
        catch (PlimsollException exception)
        {
            throw item.Error(exception.Message.TrimEnd('.'), exception.Advice);
        }
    }

    private static TimeSpan? ParseTime(string text)
    {
        int seconds = text is [.., var unit] ? unit switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 } : 0;
        return seconds > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= 24 * 3600 / seconds
            ? TimeSpan.FromSeconds((long)number * seconds)
            : null;
    }
}
