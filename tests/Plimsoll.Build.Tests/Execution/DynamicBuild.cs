namespace Plimsoll.Build.Tests.Execution;

/// <summary>A build whose nine targets a test defines.</summary>
internal sealed class DynamicBuild : PlimsollBuild
{
    private static readonly AsyncLocal<Func<int, DynamicBuild, ITargetDefinition, ITargetDefinition>?> Ambient = new();

    private readonly Target[] _targets;

    public DynamicBuild()
    {
        var define = Ambient.Value!;
        _targets = [.. Enumerable.Range(0, 9).Select(i => new Target(definition => define(i, this, definition)))];
    }

    /// <summary>What the target of a number says.</summary>
    public static Func<int, DynamicBuild, ITargetDefinition, ITargetDefinition> Definition
    {
        set => Ambient.Value = value;
    }

    [Parameter] public string? Name { get; set; }

    [Parameter, Secret] public string? Key { get; set; }

    [Parameter] public AbsolutePath? Folder { get; set; }

    public Target T0 => _targets[0];

    public Target T1 => _targets[1];

    public Target T2 => _targets[2];

    public Target T3 => _targets[3];

    public Target T4 => _targets[4];

    public Target T5 => _targets[5];

    public Target T6 => _targets[6];

    public Target T7 => _targets[7];

    public Target T8 => _targets[8];

    public Target this[int index] => _targets[index];
}
