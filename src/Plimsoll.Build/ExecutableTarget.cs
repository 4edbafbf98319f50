using System.Reflection;

namespace Plimsoll.Build;

/// <summary>A target of the running build: its name, description and status.</summary>
public sealed class ExecutableTarget
{
    internal ExecutableTarget(string name, Target factory, PropertyInfo property)
    {
        Name = name;
        Factory = factory;
        Property = property;
        Definition = new Plimsoll.Build.Planning.TargetDefinition(name);
    }

    /// <summary>The property's name.</summary>
    public string Name { get; }

    /// <summary>Its description, or <c>null</c>.</summary>
    public string? Description => Definition.DescriptionText;

    /// <summary>Whether <c>--help</c> shows it.</summary>
    public bool Listed => !Definition.IsUnlisted;

    /// <summary>Its state during and after the run.</summary>
    public ExecutionStatus Status { get; internal set; }

    /// <summary>How long its actions took; zero if none ran.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>Why it was skipped, or <c>null</c>.</summary>
    public string? SkipReason { get; internal set; }

    internal Target Factory { get; }

    internal PropertyInfo Property { get; }

    internal Plimsoll.Build.Planning.TargetDefinition Definition { get; }

    /// <summary>Runs only after these, and schedules them.</summary>
    internal List<ExecutableTarget> Dependencies { get; } = [];

    /// <summary>Schedules these, which run after it.</summary>
    internal List<ExecutableTarget> Triggered { get; } = [];

    /// <summary>Runs only after the first of each of these, where that is scheduled: all that dependencies, order and triggers say.</summary>
    internal List<Plimsoll.Build.Planning.TargetEdge> Waits { get; } = [];

    /// <summary>The targets whose artifacts it uses.</summary>
    internal List<ExecutableTarget> Consumes { get; } = [];

    /// <summary>Whether it prepares what the clean-up of its component removes.</summary>
    internal bool IsSetup => Property.PropertyType == typeof(Setup);

    /// <summary>Whether it removes what the set-up of its component prepared.</summary>
    internal bool IsCleanup => Property.PropertyType == typeof(Cleanup);

    internal SummaryPairs Summary { get; } = new();

    internal Exception? Exception { get; set; }

    /// <summary>Whether it has no actions and only groups other targets.</summary>
    internal bool IsGroup => Definition.Actions.Count == 0;

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;
}
