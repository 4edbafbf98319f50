using System.Reflection;

namespace Plimsoll.Build.Planning;

/// <summary>Finds the targets of a build: its own properties, those of its base classes, and those of its components.</summary>
internal static class TargetDiscovery
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Finds all targets, in the order of declaration (see <see cref="Properties"/>), with their definitions evaluated and references resolved.</summary>
    /// <exception cref="BuildException">Two targets have one name, or a reference leads outside of the build (exit code 2).</exception>
    public static IReadOnlyList<ExecutableTarget> Discover(object build)
    {
        var targets = new Dictionary<string, ExecutableTarget>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in Properties(build.GetType()))
        {
            if (ToTarget(property.GetValue(build, BindingFlags.DoNotWrapExceptions, null, null, null)) is not { } factory)
                throw BuildException.Usage($"Target {Describe(property)} is null.");
            if (!targets.TryGetValue(property.Name, out var known))
                targets.Add(property.Name, new ExecutableTarget(property.Name, factory, property));
            else if (!known.Factory.Equals(factory) && known.Factory.Method != factory.Method)
                throw Ambiguous(build.GetType(), known.Property, property);
        }

        var lookup = new TargetLookup(targets.Values);
        foreach (var target in targets.Values)
        {
            target.Definition.Build = build;
            target.Definition.FindProperty = reference => lookup.TryFind(reference)?.Property;
            target.Definition.TakeOver(target.Property, target.Factory);
            if (target.IsCleanup)
                target.Definition.AssuredAfterFailure();
        }

        foreach (var target in targets.Values)
        {
            foreach (var (call, reference) in target.Definition.References)
                new TargetEdge(target, call, lookup.Find(reference, target)).Connect();
            target.Consumes.AddRange(target.Definition.Consumed.Select(reference => lookup.Find(reference, target)).Distinct());
        }

        foreach (var setup in targets.Values.Where(t => t.IsSetup))
            new TargetEdge(setup, TargetCall.Triggers, FindCleanup(setup, targets.Values)).Connect();
        return [.. targets.Values];
    }

    /// <summary>Finds the names of all targets of a class of builds, without a build.</summary>
    public static IReadOnlyCollection<string> GetNames(Type build) => [.. Properties(build).Select(p => p.Name).Distinct()];

    /// <summary>The one target of a kind that a component declares.</summary>
    /// <param name="component">The component.</param>
    /// <param name="kind"><see cref="Target"/>, <see cref="Setup"/> or <see cref="Cleanup"/>.</param>
    /// <param name="referrer">The target that refers to it.</param>
    /// <exception cref="BuildException">There is none, or several (exit code 2).</exception>
    public static PropertyInfo GetSingle(Type component, Type kind, string referrer)
    {
        var properties = component.GetProperties(Declared).Where(p => p.PropertyType == kind && p.GetMethod is not null).ToList();
        return properties is [var only]
            ? only
            : throw BuildException.Usage(
                $"Target {referrer} refers to the only {kind.Name.ToLowerInvariant()} of {component.Name}, but {component.Name} declares {properties.Count}.",
                kind == typeof(Target) ? $"Specify the target: DependsOn<{component.Name}>(x => x.…)." : $"A context declares one {nameof(Setup)} and one {nameof(Cleanup)}.");
    }

    /// <summary>The target that a class declares itself, or <c>null</c>.</summary>
    public static PropertyInfo? FindDeclared(Type type, string name) => type.GetProperties(Declared).FirstOrDefault(p => p.Name == name && IsTarget(p));

    /// <summary>The target of a property's value, which may be a set-up or clean-up, or <c>null</c>. The targets of equal values are equal.</summary>
    public static Target? ToTarget(object? value) => value switch
    {
        Target target => target,
        Setup or Cleanup => (Target)Delegate.CreateDelegate(typeof(Target), ((Delegate)value).Target, ((Delegate)value).Method),
        _ => null,
    };

    /// <summary>
    /// The class first, then its base classes, then its components as it lists them: the order that NUKE sees, which decides where no
    /// edge does. An override is met first at the class that overrides; reading any of them gives the same delegate.
    /// </summary>
    private static IEnumerable<PropertyInfo> Properties(Type type)
    {
        var own = new List<PropertyInfo>();
        for (var t = type; t is not null && t != typeof(PlimsollBuild) && t != typeof(object); t = t.BaseType)
            own.AddRange(t.GetProperties(Declared));
        var components = type.GetInterfaces().Where(i => i != typeof(IPlimsollBuild)).SelectMany(i => i.GetProperties(Declared));

        // A dot marks an explicit implementation, which is read through its interface.
        return own.Concat(components).Where(p => IsTarget(p) && !p.Name.Contains('.'));
    }

    private static bool IsTarget(PropertyInfo property) =>
        (property.PropertyType == typeof(Target) || property.PropertyType == typeof(Setup) || property.PropertyType == typeof(Cleanup))
        && property.GetMethod is not null && property.GetIndexParameters().Length == 0;

    private static ExecutableTarget FindCleanup(ExecutableTarget setup, IEnumerable<ExecutableTarget> targets)
    {
        var component = setup.Property.DeclaringType!;
        var found = targets.Where(t => t.IsCleanup && t.Property.DeclaringType == component).ToList();
        return found is [var only]
            ? only
            : throw BuildException.Usage(
                $"{Describe(setup.Property)} is a {nameof(Setup)}, and {component.Name} declares {found.Count} targets that are a {nameof(Cleanup)}.",
                $"Declare one in {component.Name}: {nameof(Cleanup)} NAME => _ => _.Executes(…);");
    }

    private static BuildException Ambiguous(Type build, PropertyInfo first, PropertyInfo second)
    {
        var name = first.Name;
        if (!second.DeclaringType!.IsInterface)
            return BuildException.Usage(
                $"{build.Name} declares two targets named {name}: {Describe(first)} and {Describe(second)}.",
                $"Rename one of them, or make {Describe(second)} virtual and override it.");
        return first.DeclaringType!.IsInterface
            ? BuildException.Usage(
                $"{build.Name} inherits two different targets named {name}: {Describe(first)} and {Describe(second)}.",
                $"Declare `public Target {name} => _ => …` in {build.Name}; it replaces both.")
            : BuildException.Usage(
                $"{Describe(first)} hides {Describe(second)} without implementing it.",
                $"Make it `public Target {name}`, or implement the component's as `Target {second.DeclaringType.Name}.{name} => {name};`.");
    }

    internal static string Describe(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";
}
