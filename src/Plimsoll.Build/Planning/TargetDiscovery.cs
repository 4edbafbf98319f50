using System.Reflection;

namespace Plimsoll.Build.Planning;

/// <summary>Finds the targets of a build: its own properties, those of its base classes, and those of its components.</summary>
internal static class TargetDiscovery
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Finds all targets, in the order of declaration, with their definitions evaluated and references resolved.</summary>
    /// <exception cref="BuildException">Two targets have one name, or a reference leads outside of the build (exit code 2).</exception>
    public static IReadOnlyList<ExecutableTarget> Discover(object build)
    {
        var targets = new Dictionary<string, ExecutableTarget>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in Properties(build.GetType()))
        {
            if (property.GetValue(build, BindingFlags.DoNotWrapExceptions, null, null, null) is not Target factory)
                throw BuildException.Usage($"Target {Describe(property)} is null.");
            if (!targets.TryGetValue(property.Name, out var known))
                targets.Add(property.Name, new ExecutableTarget(property.Name, factory, property));
            else if (!known.Factory.Equals(factory) && known.Factory.Method != factory.Method)
                throw Ambiguous(build.GetType(), known.Property, property);
        }

        var all = targets.Values.ToList();
        foreach (var target in all)
        {
            target.Definition.Build = build;
            target.Factory(target.Definition);
        }

        foreach (var target in all)
            Connect(target, all);
        return all;
    }

    /// <summary>Returns the one target that a component declares.</summary>
    public static Target GetSingleTarget<T>(T component, string referrer) where T : class
    {
        var properties = typeof(T).GetProperties(Declared).Where(IsTarget).ToList();
        return properties is [var only]
            ? (Target)only.GetValue(component)!
            : throw BuildException.Usage(
                $"Target {referrer} refers to the only target of {typeof(T).Name}, but {typeof(T).Name} declares {properties.Count}.",
                $"Specify the target: DependsOn<{typeof(T).Name}>(x => x.…).");
    }

    private static IEnumerable<PropertyInfo> Properties(Type type)
    {
        var hierarchy = new Stack<Type>();
        for (var t = type; t is not null && t != typeof(PlimsollBuild) && t != typeof(object); t = t.BaseType)
            hierarchy.Push(t);

        // An override is listed once, by the class that overrides; reading any of them gives the same delegate.
        var own = hierarchy.SelectMany(t => t.GetProperties(Declared));
        var components = type.GetInterfaces().Where(i => i != typeof(IPlimsollBuild)).OrderBy(i => i.FullName, StringComparer.Ordinal)
            .SelectMany(i => i.GetProperties(Declared));

        // A dot marks an explicit implementation, which is read through its interface.
        return own.Concat(components).Where(p => IsTarget(p) && !p.Name.Contains('.'));
    }

    private static bool IsTarget(PropertyInfo property) => property.PropertyType == typeof(Target) && property.GetMethod is not null;

    private static void Connect(ExecutableTarget target, List<ExecutableTarget> all)
    {
        var definition = target.Definition;
        foreach (var other in Resolve(definition.DependsOnTargets))
            AddOnce(target.Dependencies, other);
        foreach (var other in Resolve(definition.DependentForTargets))
            AddOnce(other.Dependencies, target);
        foreach (var other in Resolve(definition.AfterTargets))
            AddOnce(target.OrderDependencies, other);
        foreach (var other in Resolve(definition.BeforeTargets))
            AddOnce(other.OrderDependencies, target);
        foreach (var other in Resolve(definition.TriggersTargets))
            Trigger(target, other);
        foreach (var other in Resolve(definition.TriggeredByTargets))
            Trigger(other, target);

        IEnumerable<ExecutableTarget> Resolve(List<Target> references) => references.Select(r => Find(r, target, all));

        static void Trigger(ExecutableTarget source, ExecutableTarget triggered)
        {
            AddOnce(source.Triggered, triggered);
            AddOnce(triggered.OrderDependencies, source);
        }
    }

    /// <summary>
    /// A property returns a new delegate at each call, but always of the same method of the same build, so the delegates
    /// are equal. A body that captures locals gets a new closure each time; there only the method is compared.
    /// </summary>
    private static ExecutableTarget Find(Target? reference, ExecutableTarget referrer, List<ExecutableTarget> all)
    {
        if (reference is not null)
        {
            if (all.Find(t => t.Factory.Equals(reference)) is { } equal)
                return equal;
            if (all.FindAll(t => t.Factory.Method == reference.Method) is [var same])
                return same;
        }

        throw BuildException.Usage(
            $"Target {referrer.Name} refers to something that is not a target of this build.",
            "Refer to a property of type Target. If a method creates several targets, store each in a property with an initialiser.");
    }

    private static BuildException Ambiguous(Type build, PropertyInfo first, PropertyInfo second)
    {
        var name = first.Name;
        if (!second.DeclaringType!.IsInterface)
            return BuildException.Usage(
                $"{build.Name} declares two targets named {name}: {Describe(first)} and {Describe(second)}.",
                "Rename one of them, or make the first virtual and override it.");
        return first.DeclaringType!.IsInterface
            ? BuildException.Usage(
                $"{build.Name} inherits two different targets named {name}: {Describe(first)} and {Describe(second)}.",
                $"Declare `public Target {name} => _ => …` in {build.Name}; it replaces both.")
            : BuildException.Usage(
                $"{Describe(first)} hides {Describe(second)} without implementing it.",
                $"Make it `public Target {name}`, or implement the component's as `Target {second.DeclaringType.Name}.{name} => {name};`.");
    }

    private static string Describe(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";

    private static void AddOnce(List<ExecutableTarget> list, ExecutableTarget target)
    {
        if (!list.Contains(target))
            list.Add(target);
    }
}
