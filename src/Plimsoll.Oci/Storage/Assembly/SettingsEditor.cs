using System.Text.Json.Nodes;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Assembly;

/// <summary>Writes how a container runs into the <c>config</c> of an image (OCI image-spec, config.md; health checks are Docker's).</summary>
internal static class SettingsEditor
{
    private const int NanosecondsPerTick = 100;

    /// <summary>Sets what the settings say, and leaves the rest.</summary>
    public static void Apply(JsonObject config, ContainerSettings settings)
    {
        SetText(config, "User", settings.User);
        SetText(config, "WorkingDir", settings.WorkingDirectory);
        SetText(config, "StopSignal", settings.StopSignal);
        SetVariables(config, settings.Environment);
        AddMembers(config, "ExposedPorts", settings.Ports);
        AddMembers(config, "Volumes", settings.Volumes);
        if (settings.HealthCheck is { } check)
            config["Healthcheck"] = Describe(check);
    }

    private static void SetText(JsonObject config, string name, string? value)
    {
        if (value is not null)
            config[name] = value;
    }

    /// <summary>A variable keeps the place that it has in the base; new ones follow by name.</summary>
    private static void SetVariables(JsonObject config, IReadOnlyDictionary<string, string> variables)
    {
        if (variables.Count == 0)
            return;

        var lines = config["Env"] is JsonArray there ? there.Select(line => $"{line}").ToList() : [];
        foreach (var (name, value) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            var place = lines.FindIndex(line => line.StartsWith($"{name}=", StringComparison.Ordinal));
            if (place < 0)
                lines.Add($"{name}={value}");
            else
                lines[place] = $"{name}={value}";
        }

        config["Env"] = Texts(lines);
    }

    /// <summary>A set is an object whose members are empty objects, as Go writes one.</summary>
    private static void AddMembers(JsonObject config, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;

        var names = (config[name] as JsonObject)?.Select(member => member.Key) ?? [];
        config[name] = new JsonObject(names.Concat(values).Distinct().Order(StringComparer.Ordinal).Select(value => KeyValuePair.Create(value, (JsonNode?)new JsonObject())));
    }

    private static JsonObject Describe(HealthCheck check)
    {
        var described = new JsonObject { ["Test"] = Texts(check.Test) };
        foreach (var (name, time) in new[] { ("Interval", check.Interval), ("Timeout", check.Timeout), ("StartPeriod", check.StartPeriod) })
            if (time is { } given)
                described[name] = given.Ticks * NanosecondsPerTick;
        if (check.Retries is { } retries)
            described["Retries"] = retries;
        return described;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
