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
            if (property.GetValue(build, BindingFlags.DoNotWrapExceptions, null, null, null) is not Target factory)
                throw BuildException.Usage($"Target {Describe(property)} is null.");
            if (!targets.TryGetValue(property.Name, out var known))
                targets.Add(property.Name, new ExecutableTarget(property.Name, factory, property));
            else if (!known.Factory.Equals(factory) && known.Factory.Method != factory.Method)
                throw Ambiguous(build.GetType(), known.Property, property);
        }

        foreach (var target in targets.Values)
        {
            target.Definition.Build = build;
            target.Factory(target.Definition);
        }

        var lookup = new TargetLookup(targets.Values);
        foreach (var target in targets.Values)
        {
            foreach (var (call, reference) in target.Definition.References)
                new TargetEdge(target, call, lookup.Find(reference, target)).Connect();
            target.Consumes.AddRange(target.Definition.Consumed.Select(reference => lookup.Find(reference, target)).Distinct());
        }

        return [.. targets.Values];
    }

    /// <summary>Finds the names of all targets of a class of builds, without a build.</summary>
    public static IReadOnlyCollection<string> GetNames(Type build) => [.. Properties(build).Select(p => p.Name).Distinct()];

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

    private static bool IsTarget(PropertyInfo property) => property.PropertyType == typeof(Target) && property.GetMethod is not null;

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

    private static string Describe(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";
}
