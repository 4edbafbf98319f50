namespace Plimsoll.Build.Output;

/// <summary>The one way to the build's standard output: whole lines, secrets masked, safe from several threads.</summary>
internal sealed class OutputSink(TextWriter writer, CiHost host, Style style)
{
    private readonly Lock _lock = new();

    public CiHost Host => host;

    public Style Style => style;

    public SecretMask Mask { get; } = new();

    public void Line(string text = "")
    {
        lock (_lock)
            writer.WriteLine(Mask.Apply(text));
    }

    /// <summary>Writes text of unknown origin: line by line, without commands to the CI host.</summary>
    public void Foreign(string text, Func<string, string>? decorate = null)
    {
        foreach (var line in Lines(text))
        {
            var safe = HostCommands.Disarm(host, Mask.Apply(line));
            lock (_lock)
                writer.WriteLine(decorate is null ? safe : decorate(safe));
        }
    }

    /// <summary>Hides a value here and on the CI host.</summary>
    public void HideSecret(string secret)
    {
        var before = Mask.Secrets.ToHashSet();
        Mask.Add(secret);
        lock (_lock)
            foreach (var line in Mask.Secrets.Where(s => !before.Contains(s)))
                if (HostCommands.Mask(host, line) is { } command)
                    writer.WriteLine(command);
    }

    public static string[] Lines(string text) => text.ReplaceLineEndings("\n").Replace('\r', '\n').Split('\n');
}
