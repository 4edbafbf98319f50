using System.Text.Json;

namespace Plimsoll.Publishing.Comparison;

/// <summary>The settings of an image's configuration, each as one text, in the order that they are shown in.</summary>
internal static class ConfigSettings
{
    /// <summary>The settings that differ.</summary>
    public static IReadOnlyList<SettingChange> Compare(PlatformImage before, PlatformImage after)
    {
        var (old, now) = (Read(before), Read(after));
        return
        [
            .. old.Keys.Concat(now.Keys).Distinct(StringComparer.Ordinal)
                .Select(name => new SettingChange(name, old.GetValueOrDefault(name), now.GetValueOrDefault(name)))
                .Where(change => change.Before != change.After)
                .OrderBy(change => Rank(change.Name)).ThenBy(change => change.Name, StringComparer.Ordinal),
        ];
    }

    private static readonly string[] Order = ["platform", "entrypoint", "cmd", "user", "working directory", "env", "port", "volume", "stop signal", "health check", "label", "annotation", "created"];

    private static int Rank(string name) => Array.FindIndex(Order, start => name == start || name.StartsWith($"{start} ", StringComparison.Ordinal));

    private static Dictionary<string, string> Read(PlatformImage image)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        var config = image.Config?.Config;
        Add("platform", image.Platform?.ToString());
        Add("entrypoint", Join(config?.Entrypoint));
        Add("cmd", Join(config?.Cmd));
        Add("user", config?.User);
        Add("working directory", config?.WorkingDir);
        foreach (var variable in config?.Env ?? [])
            settings[$"env {variable.Split('=')[0]}"] = variable.IndexOf('=') is >= 0 and var sign ? variable[(sign + 1)..] : "";
        foreach (var port in config?.ExposedPorts ?? [])
            settings[$"port {port}"] = "yes";
        foreach (var volume in config?.Volumes ?? [])
            settings[$"volume {volume}"] = "yes";
        Add("stop signal", config?.StopSignal);
        Add("health check", Join(config?.HealthCheck?.Test));
        foreach (var (name, value) in config?.Labels ?? new Dictionary<string, string>())
            settings[$"label {name}"] = value;
        foreach (var (name, value) in image.Manifest.Annotations ?? new Dictionary<string, string>())
            settings[$"annotation {name}"] = value;
        Add("created", image.Config?.Created);
        return settings;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                settings[name] = value;
        }
    }

    /// <summary>A command as it is written in a Dockerfile.</summary>
    private static string? Join(IReadOnlyList<string>? words) =>
        words is { Count: > 0 } ? $"[{string.Join(", ", words.Select(word => $"\"{JsonEncodedText.Encode(word, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\""))}]" : null;
}
