using Plimsoll.Build.Servers;

namespace Plimsoll.Build.Output;

/// <summary>The standard output of the build: whole lines, with secrets masked. Safe to use from several threads.</summary>
internal sealed class OutputSink(TextWriter writer, BuildServer server, Style style)
{
    private readonly Lock _lock = new();

    public BuildServer Server => server;

    public Style Style => style;

    public SecretMask Mask { get; } = new();

    public void WriteLine(string text = "")
    {
        lock (_lock)
            writer.WriteLine(Mask.Apply(text));
    }

    /// <summary>Writes a line with a secret in it: a command that hands it to the build server, which does not print it.</summary>
    public void WriteUnmasked(string line)
    {
        lock (_lock)
            writer.WriteLine(line);
    }

    /// <summary>Writes text of unknown origin line by line, with commands to the build server neutralised.</summary>
    public void WriteUntrusted(string text, Func<string, string>? decorate = null)
    {
        foreach (var line in SplitLines(text))
        {
            var safe = BuildServerCommands.Neutralize(server, Mask.Apply(line));
            lock (_lock)
                writer.WriteLine(decorate is null ? safe : decorate(safe));
        }
    }

    /// <summary>Masks a value here and on the build server.</summary>
    public void HideSecret(string secret)
    {
        var before = Mask.Secrets.ToHashSet();
        Mask.Add(secret);
        lock (_lock)
            foreach (var line in Mask.Secrets.Where(s => !before.Contains(s)))
                if (BuildServerCommands.MaskSecret(server, line) is { } command)
                    writer.WriteLine(command);
    }

    public static string[] SplitLines(string text) => text.ReplaceLineEndings("\n").Replace('\r', '\n').Split('\n');
}
