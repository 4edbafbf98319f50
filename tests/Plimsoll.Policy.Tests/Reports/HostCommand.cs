namespace Plimsoll.Policy.Tests.Reports;

/// <summary>A command as a host understood it.</summary>
internal sealed record HostCommand(string Name, Dictionary<string, string> Values, string Data)
{
    public string? this[string key] => Values.GetValueOrDefault(key);

    /// <summary>Both hosts take properties apart alike: empty parts are dropped, those before and after the equals sign too.</summary>
    public static Dictionary<string, string> Properties(string text, char separator, Func<string, string> unescape)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(separator, StringSplitOptions.RemoveEmptyEntries))
            if (part.Split('=', 2, StringSplitOptions.RemoveEmptyEntries) is [var key, var value])
                values[key] = unescape(value);
        return values;
    }
}
