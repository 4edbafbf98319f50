using Plimsoll.MetadataAction.Templates;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Expressions;

/// <summary><c>{{date 'YYYYMMDD' tz='Europe/Berlin'}}</c>: an instant in the format of moment.js, in UTC by default.</summary>
internal static class DateExpression
{
    public static TemplateFunction Create(string name, DateTimeOffset instant, Action<string> warn) => new(name, 2, (_, arguments) =>
    {
        if (arguments is not [var format, TemplateOptions options] || format is not (string or null))
            throw PlimsollException.Usage($"{name} requires exactly one argument, the format.", $"Write it as {{{{{name} 'YYYYMMDD'}}}}, with tz='Area/City' for a time zone other than UTC.");

        object? zone = "UTC";
        foreach (var (key, value) in options.Hash)
            zone = key == "tz" ? value : throw PlimsollException.Usage($"Unknown {key} attribute");
        return MomentFormat.Format(instant, format as string ?? "", FindZone(zone, warn));
    });

    private static TimeZoneInfo FindZone(object? zone, Action<string> warn)
    {
        if (zone is not string { Length: > 0 } name)
            throw PlimsollException.Usage("The value of tz is not a valid time zone.", "Use a name of the form Area/City, such as tz='Europe/Berlin'.");
        if (MomentFormat.FindZone(name) is { } found)
            return found;

        // The action goes on in the zone of the machine it runs on, which would differ from machine to machine.
        warn($"The time zone {name} is not installed on this machine; UTC is used.");
        return TimeZoneInfo.Utc;
    }
}
