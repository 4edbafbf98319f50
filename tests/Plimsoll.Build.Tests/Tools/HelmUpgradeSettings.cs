using Plimsoll.Build.Tools;

[ToolSettings("helm", "upgrade --install", Tasks = "HelmTasks")]
sealed partial record HelmUpgradeSettings : ToolSettings
{
    [Argument("{value}", Position = 1)] public string? Release { get; init; }
    [Argument("{value}", Position = 2)] public string? Chart { get; init; }
    [Argument("--wait")] public bool Wait { get; init; }
    [Argument("--set {key}={value}")] public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
    [Argument("--password {value}", IsSecret = true)] public string? Password { get; init; }
}
