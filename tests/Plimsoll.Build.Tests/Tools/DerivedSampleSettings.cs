using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>Neither partial nor with generated arguments; the methods of its base keep its type.</summary>
[ToolSettings]
internal sealed record DerivedSampleSettings : SampleSettings
{
    public string? Own { get; init; }

    protected override void AddTo(Arguments arguments)
    {
        base.AddTo(arguments);
        arguments.Add("--own {value}", Own);
    }
}
