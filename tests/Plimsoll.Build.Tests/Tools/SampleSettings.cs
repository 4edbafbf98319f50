using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>A property of every kind.</summary>
[ToolSettings("sample", "one two")]
internal abstract partial record SampleSettings : ToolSettings
{
    [Argument("{value}", Position = 2)]
    public string? Second { get; init; }

    [Argument("{value}", Position = 1)]
    public string? First { get; init; }

    [Argument("--switch")]
    public bool Switch { get; init; }

    [Argument("--choice={value}")]
    public bool? Choice { get; init; }

    [Argument("--number {value}")]
    public double? Number { get; init; }

    [Argument("--kind {value}")]
    public OutputType Kind { get; init; }

    [Argument("--item {value}")]
    public IReadOnlyList<string> Items { get; init; } = [];

    [Argument("--joined {value}", Separator = ",")]
    public int[]? Joined { get; init; }

    [Argument("--set {key}={value}")]
    public IReadOnlyDictionary<string, string> Entries { get; init; } = new Dictionary<string, string>();

    [Argument("{value}", AfterDashes = true)]
    public IReadOnlyList<string> Rest { get; init; } = [];

    /// <summary>No argument, with the fluent methods all the same.</summary>
    public Dictionary<string, int>? Counts { get; init; }
}
