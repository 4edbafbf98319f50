using Plimsoll.MetadataAction.Templates;
using Plimsoll.Oci;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.MetadataAction;

/// <summary><c>{{date 'YYYYMMDD' tz='Europe/Berlin'}}</c>: an instant in the format of moment.js, in UTC unless told otherwise.</summary>
internal static class DateExpression
{
    public static TemplateFunction Create(string name, DateTimeOffset instant, Action<string> warn) => new(name, 2, (_, arguments) =>
    {
        if (arguments is not [var format, TemplateOptions options] || format is not (string or null))
            throw PlimsollException.Usage($"{name} takes one text, the format.", $"Write it as {{{{{name} 'YYYYMMDD'}}}}, with tz='Area/City' where another zone than UTC is meant.");

        object? zone = "UTC";
        foreach (var (key, value) in options.Hash)
            zone = key == "tz" ? value : throw PlimsollException.Usage($"Unknown {key} attribute");
        return MomentFormat.Format(instant, format as string ?? "", FindZone(zone, warn));
    });

    private static TimeZoneInfo FindZone(object? zone, Action<string> warn)
    {
        if (zone is not string { Length: > 0 } name)
            throw PlimsollException.Usage("tz is no time zone.", "Name one as Area/City, such as tz='Europe/Berlin'.");
        if (MomentFormat.FindZone(name) is { } found)
            return found;

        // The action goes on in the zone of the machine it runs on, which would differ from machine to machine.
        warn($"There is no time zone {name} on this machine; UTC is used.");
        return TimeZoneInfo.Utc;
    }
}
