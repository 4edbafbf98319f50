namespace Plimsoll.Build.Output;

/// <summary>Colours, or none.</summary>
internal sealed record Style(bool Coloured)
{
    /// <summary>Colours on a terminal that supports them; <c>NO_COLOR</c> disables and <c>FORCE_COLOR</c> enables them.</summary>
    public static Style Create(bool isTerminal, IReadOnlyDictionary<string, string> environment)
    {
        if (environment.GetValueOrDefault("NO_COLOR") is { Length: > 0 })
            return new Style(false);
        return environment.GetValueOrDefault("FORCE_COLOR") is { Length: > 0 } force
            ? new Style(force is not ("0" or "false"))
            : new Style(isTerminal && environment.GetValueOrDefault("TERM") != "dumb");
    }

    public string Bold(string text) => Wrap(text, "1");

    public string Dim(string text) => Wrap(text, "2");

    public string Red(string text) => Wrap(text, "31");

    public string Green(string text) => Wrap(text, "32");

    public string Yellow(string text) => Wrap(text, "33");

    public string Cyan(string text) => Wrap(text, "36");

    private string Wrap(string text, string code) => Coloured && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
