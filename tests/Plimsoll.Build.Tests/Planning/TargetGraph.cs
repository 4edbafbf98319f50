using System.Reflection;
using Plimsoll.Build.Planning;

namespace Plimsoll.Build.Tests.Planning;

/// <summary>Targets without a build around them, connected by the calls that a definition has.</summary>
internal sealed class TargetGraph
{
    private static readonly PropertyInfo Property = typeof(Sample).GetProperty(nameof(Sample.Any))!;

    private readonly Dictionary<string, ExecutableTarget> _targets = [];

    /// <summary>All targets, in the order of declaration.</summary>
    public IReadOnlyList<ExecutableTarget> All => [.. _targets.Values];

    public ExecutableTarget this[string name] => _targets[name];

    /// <summary>Creates targets with the names, separated by spaces, in this order of declaration.</summary>
    public static TargetGraph Of(string names)
    {
        var graph = new TargetGraph();
        foreach (var name in names.Split(' '))
            graph._targets.Add(name, new ExecutableTarget(name, _ => _, Property));
        return graph;
    }

    /// <summary>Lets a target say something of others.</summary>
    public TargetGraph With(string name, TargetCall call, params string[] others)
    {
        foreach (var other in others)
            new TargetEdge(this[name], call, this[other]).Connect();
        return this;
    }

    public ExecutionPlan Plan(params string[] invoked) => ExecutionPlan.Create(All, [.. invoked.Select(name => this[name])]);

    public string Order(params string[] invoked) => string.Join(' ', Plan(invoked).Targets);

    private sealed class Sample
    {
        public Target Any => _ => _;
    }
}
