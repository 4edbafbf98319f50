using System.Globalization;
using System.Text.RegularExpressions;
using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Configuration;

/// <summary>The members of <c>build: { files: … }</c> that say how a container runs, checked where an engine would only complain when it starts one.</summary>
internal static partial class SettingsSection
{
    /// <returns><c>null</c> where nothing is said.</returns>
    public static ContainerSettings? Read(YamlSection section)
    {
        var settings = new ContainerSettings
        {
            User = Match(section, "user", UserPattern, "a user such as app or 1000:1000"),
            Environment = Variables(section),
            WorkingDirectory = section.Text("workingDir") is { } directory ? Absolute(section, "workingDir", directory) : null,
            Ports = [.. section.Texts("ports").Select(port => Port(section, port))],
            Volumes = [.. section.Texts("volumes").Select(volume => Absolute(section, "volumes", volume))],
            StopSignal = Match(section, "stopSignal", SignalPattern, "a signal such as SIGINT or 2"),
            HealthCheck = ReadHealthCheck(section),
        };
        return settings is { User: null, Environment.Count: 0, WorkingDirectory: null, Ports.Count: 0, Volumes.Count: 0, StopSignal: null, HealthCheck: null } ? null : settings;
    }

    private static Dictionary<string, string> Variables(YamlSection section)
    {
        if (section.Section("env") is not { } variables)
            return [];

        var values = variables.Names.ToDictionary(name => name, name => variables.TextOrEmpty(name) ?? "", StringComparer.Ordinal);
        variables.RefuseOthers();
        return values.Keys.FirstOrDefault(name => name.Length == 0 || name.Contains('=')) is { } invalid
            ? throw section.Error("env", $"'{invalid}' is not a name of a variable")
            : values;
    }

    private static HealthCheck? ReadHealthCheck(YamlSection section)
    {
        if (section.Item("healthCheck") is not { } item)
            return null;
        if (item.Scalar == "none")
            return new HealthCheck(["NONE"]);

        var members = item.Section;
        var command = members.Texts("command");
        var retries = members.Text("retries");
        var check = new HealthCheck(members.IsList("command") ? ["CMD", .. command] : ["CMD-SHELL", .. command])
        {
            Interval = Time(members, "interval"),
            Timeout = Time(members, "timeout"),
            StartPeriod = Time(members, "startPeriod"),
            Retries = retries is null ? null : int.TryParse(retries, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw members.Error("retries", $"'{retries}' is not a number"),
        };
        members.RefuseOthers();
        return command.Count > 0 ? check : throw item.Error($"'{item.Path}.command' is missing", "Write the command as a list, or 'none' for no check.");
    }

    /// <summary>A time as Docker writes it: <c>30s</c>, <c>1m30s</c>, <c>500ms</c>.</summary>
    private static TimeSpan? Time(YamlSection section, string name)
    {
        if (section.Text(name) is not { } text)
            return null;

        var match = TimePattern.Match(text);
        if (!match.Success || match.Length == 0)
            throw section.Error(name, $"'{text}' is not a time such as 30s or 1m30s");
        return TimeSpan.FromHours(Number("h")) + TimeSpan.FromMinutes(Number("m")) + TimeSpan.FromSeconds(Number("s")) + TimeSpan.FromMilliseconds(Number("ms"));

        int Number(string unit) => match.Groups[unit] is { Success: true } digits ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    private static string? Match(YamlSection section, string name, Regex pattern, string expected) =>
        section.Text(name) is not { } text ? null : pattern.IsMatch(text) ? text : throw section.Error(name, $"'{text}' is not {expected}");

    private static string Port(YamlSection section, string text) =>
        PortPattern.Match(text) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, out var port) && port is > 0 and < 65536
            ? $"{port}/{(match.Groups[2].Success ? match.Groups[2].Value : "tcp")}"
            : throw section.Error("ports", $"'{text}' is not a port such as 8080 or 53/udp");

    /// <summary>Absolute in the container, which may be one of Windows.</summary>
    private static string Absolute(YamlSection section, string name, string path) =>
        AbsolutePattern.IsMatch(path) ? path : throw section.Error(name, $"'{path}' is not an absolute path in the container");

    [GeneratedRegex(@"\A[^\s:]+(?::[^\s:]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserPattern { get; }

    [GeneratedRegex(@"\A(?:SIG[A-Z0-9]+(?:[+-][0-9]+)?|[0-9]{1,2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex SignalPattern { get; }

    [GeneratedRegex(@"\A([0-9]{1,5})(?:/(tcp|udp|sctp))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PortPattern { get; }

    [GeneratedRegex(@"\A(?:/|[A-Za-z]:[\\/])", RegexOptions.CultureInvariant)]
    private static partial Regex AbsolutePattern { get; }

    [GeneratedRegex(@"\A(?:(?<h>[0-9]{1,4})h)?(?:(?<m>[0-9]{1,4})m)?(?:(?<s>[0-9]{1,6})s)?(?:(?<ms>[0-9]{1,6})ms)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimePattern { get; }
}
