using System.Linq.Expressions;
using System.Reflection;

namespace Plimsoll.Build.Planning;

/// <summary>The definition of a target. References to other targets are delegates until all targets are known.</summary>
internal sealed class TargetDefinition(string name) : ITargetDefinition
{
    /// <summary>How far one target leads to the next before it is taken for a circle: a body that makes a new delegate each time is not recognised.</summary>
    private const int DeepestSource = 100;

    /// <summary>What is taken over at the moment, the target itself first.</summary>
    private readonly Stack<(PropertyInfo? Property, Target Target)> _sources = [];

    public string Name => name;

    public string? DescriptionText { get; private set; }

    public bool IsUnlisted { get; private set; }

    public bool ProceedsAfterFailure { get; private set; }

    public bool IsAssuredAfterFailure { get; private set; }

    public DependencyBehavior DependencyBehavior { get; private set; }

    public List<Func<CancellationToken, Task>> Actions { get; } = [];

    public List<Condition> StaticConditions { get; } = [];

    public List<Condition> DynamicConditions { get; } = [];

    public List<Requirement> Requirements { get; } = [];

    /// <summary>What it says of other targets, in the order in which it says so.</summary>
    public List<(TargetCall Call, Target Other)> References { get; } = [];

    /// <summary>The files that it makes, as it names them.</summary>
    public List<string> Products { get; } = [];

    /// <summary>The targets whose artifacts it uses.</summary>
    public List<Target> Consumed { get; } = [];

    /// <summary>Among how many machines it may be divided; 1 for one.</summary>
    public int PartitionSize { get; private set; } = 1;

    /// <summary>The build that component references are looked up in.</summary>
    public object? Build { get; set; }

    /// <summary>Finds the property that a target of the build is declared as, or <c>null</c>.</summary>
    public Func<Target, PropertyInfo?> FindProperty { get; set; } = _ => null;

    /// <summary>Takes over all that a target says.</summary>
    /// <param name="source">The property that declares it, or <c>null</c> where that is not known.</param>
    /// <param name="target">The target.</param>
    /// <exception cref="BuildException">It is being taken over already (exit code 2).</exception>
    public void TakeOver(PropertyInfo? source, Target target)
    {
        if (_sources.Count == DeepestSource || _sources.Any(s => s.Target.Equals(target)))
            throw BuildException.Usage(
                $"Target {name} takes over itself, by way of {string.Join(" and ", _sources.Reverse().Take(5).Select(s => s.Property is { } by ? TargetDiscovery.Describe(by) : "a target without a name"))}.");
        _sources.Push((source, target));
        target(this);
        _sources.Pop();
    }

    public ITargetDefinition Description(string description) => With(() => DescriptionText = description);

    public ITargetDefinition Unlisted() => With(() => IsUnlisted = true);

    public ITargetDefinition Executes(params Action[] actions)
    {
        foreach (var action in actions)
            Actions.Add(_ =>
            {
                action();
                return Task.CompletedTask;
            });
        return this;
    }

    public ITargetDefinition Executes(Func<Task> action) => With(() => Actions.Add(_ => action() ?? Task.CompletedTask));

    public ITargetDefinition Executes(Func<CancellationToken, Task> action) =>
        With(() => Actions.Add(token => action(token) ?? Task.CompletedTask));

    public ITargetDefinition DependsOn(params Target[] targets) => Refer(TargetCall.DependsOn, targets);

    public ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets) where T : class => DependsOn(ResolveComponentTargets(targets));

    public ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets) where T : class =>
        Build is T ? DependsOn(ResolveComponentTargets(targets)) : this;

    public ITargetDefinition DependentFor(params Target[] targets) => Refer(TargetCall.DependentFor, targets);

    public ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets) where T : class => DependentFor(ResolveComponentTargets(targets));

    public ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets) where T : class =>
        Build is T ? DependentFor(ResolveComponentTargets(targets)) : this;

    public ITargetDefinition Before(params Target[] targets) => Refer(TargetCall.Before, targets);

    public ITargetDefinition Before<T>(params Func<T, Target>[] targets) where T : class => Before(ResolveComponentTargets(targets));

    public ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets) where T : class =>
        Build is T ? Before(ResolveComponentTargets(targets)) : this;

    public ITargetDefinition After(params Target[] targets) => Refer(TargetCall.After, targets);

    public ITargetDefinition After<T>(params Func<T, Target>[] targets) where T : class => After(ResolveComponentTargets(targets));

    public ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets) where T : class =>
        Build is T ? After(ResolveComponentTargets(targets)) : this;

    public ITargetDefinition Triggers(params Target[] targets) => Refer(TargetCall.Triggers, targets);

    public ITargetDefinition Triggers<T>(params Func<T, Target>[] targets) where T : class => Triggers(ResolveComponentTargets(targets));

    public ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets) where T : class =>
        Build is T ? Triggers(ResolveComponentTargets(targets)) : this;

    public ITargetDefinition TriggeredBy(params Target[] targets) => Refer(TargetCall.TriggeredBy, targets);

    public ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets) where T : class => TriggeredBy(ResolveComponentTargets(targets));

    public ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets) where T : class =>
        Build is T ? TriggeredBy(ResolveComponentTargets(targets)) : this;

    public ITargetDefinition DependsOnContext<T>() where T : class => DependsOn(Single<T>(typeof(Setup))).Before(Single<T>(typeof(Cleanup)));

    public ITargetDefinition Base()
    {
        var source = _sources.TryPeek(out var current) ? current.Property : null;
        for (var type = source is { DeclaringType.IsInterface: false } ? source.DeclaringType.BaseType : null; type is not null; type = type.BaseType)
            if (TargetDiscovery.FindDeclared(type, source!.Name) is { } overridden)
                return TakeOver(overridden);
        throw BuildException.Usage(
            $"Target {name} calls Base, but {(source is null ? "what it is in" : TargetDiscovery.Describe(source))} overrides no target of a base class.",
            "A target of a component is taken over by Inherit<IComponent>(x => x.Target).");
    }

    public ITargetDefinition Inherit(params Target[] targets)
    {
        foreach (var target in targets)
            TakeOver(FindProperty(target), target);
        return this;
    }

    public ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets) where T : class
    {
        Require<T>();
        var properties = targets.Length > 0 ? targets.Select(PropertyOf) : [TargetDiscovery.GetSingle(typeof(T), typeof(Target), name)];
        foreach (var property in properties)
            TakeOver(property);
        return this;
    }

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string text = "") =>
        With(() => StaticConditions.Add(new Condition(condition, LambdaText.GetBody(text))));

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string text = "") =>
        With(() => DynamicConditions.Add(new Condition(condition, LambdaText.GetBody(text))));

    public ITargetDefinition WhenSkipped(DependencyBehavior behavior) => With(() => DependencyBehavior = behavior);

    public ITargetDefinition Requires<T>(Func<T> requirement, string text = "") =>
        With(() => Requirements.Add(Requirement.Create(requirement, LambdaText.GetBody(text))));

    public ITargetDefinition Requires<T1, T2>(Func<T1> first, Func<T2> second, string firstText = "", string secondText = "") =>
        Requires(first, firstText).Requires(second, secondText);

    public ITargetDefinition Requires<T1, T2, T3>(
        Func<T1> first,
        Func<T2> second,
        Func<T3> third,
        string firstText = "",
        string secondText = "",
        string thirdText = "") =>
        Requires(first, firstText).Requires(second, secondText).Requires(third, thirdText);

    public ITargetDefinition Produces(params string[] artifacts) => With(() => Products.AddRange(artifacts));

    public ITargetDefinition Consumes(params Target[] targets) => With(() => Consumed.AddRange(targets));

    public ITargetDefinition Consumes<T>(params Func<T, Target>[] targets) where T : class => Consumes(ResolveComponentTargets(targets));

    public ITargetDefinition Consumes(Target target, params string[] artifacts) => With(() => Consumed.Add(target));

    public ITargetDefinition Consumes<T>(Func<T, Target> target, params string[] artifacts) where T : class => Consumes(ResolveComponentTargets([target]));

    public ITargetDefinition Partition(int size) => size > 1
        ? With(() => PartitionSize = size)
        : throw BuildException.Usage($"Target {name} is divided among {size} machines, but it takes 2 or more.", $"Remove .Partition({size}) from {name}.");

    public ITargetDefinition ProceedAfterFailure() => With(() => ProceedsAfterFailure = true);

    public ITargetDefinition AssuredAfterFailure() => With(() => IsAssuredAfterFailure = true);

    private TargetDefinition Refer(TargetCall call, Target[] others)
    {
        References.AddRange(others.Select(other => (call, other)));
        return this;
    }

    private TargetDefinition With(Action change)
    {
        change();
        return this;
    }

    private Target[] ResolveComponentTargets<T>(Func<T, Target>[] targets) where T : class
    {
        var component = Require<T>();
        return targets.Length > 0 ? [.. targets.Select(t => t(component))] : [Single<T>(typeof(Target))];
    }

    private Target Single<T>(Type kind) where T : class
    {
        var component = Require<T>();
        return TargetDiscovery.ToTarget(TargetDiscovery.GetSingle(typeof(T), kind, name).GetValue(component))!;
    }

    private T Require<T>() where T : class => Build as T ?? throw BuildException.Usage(
        $"Target {name} refers to a target of {typeof(T).Name}, which {Build?.GetType().Name} does not implement.",
        $"Add {typeof(T).Name} to the interfaces of {Build?.GetType().Name}, or use the form that begins with Try.");

    private TargetDefinition TakeOver(PropertyInfo property)
    {
        TakeOver(property, DeclaredTarget.Read(property, Build!, name));
        return this;
    }

    private PropertyInfo PropertyOf<T>(Expression<Func<T, Target>> target) => target.Body is MemberExpression { Member: PropertyInfo property }
        ? property
        : throw BuildException.Usage($"Target {name} calls Inherit<{typeof(T).Name}>({target}), which does not name a target.", $"Write Inherit<{typeof(T).Name}>(x => x.Target).");
}
