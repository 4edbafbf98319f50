using System.Reflection;

namespace Plimsoll.Build.Parameters;

/// <summary>Finds the parameters of a build: of its class, its base classes and its components.</summary>
internal static class ParameterDiscovery
{
    /// <summary>Finds all parameters, ordered by name.</summary>
    /// <exception cref="BuildException">
    /// Two members of different types have one name, a name is reserved by the engine, a type cannot be read from text, or a static member cannot be set (exit code 2).
    /// </exception>
    public static IReadOnlyList<BuildParameter> Discover(Type build)
    {
        var parameters = new Dictionary<string, BuildParameter>(StringComparer.Ordinal);
        foreach (var member in MemberDiscovery.Find(build).Where(m => m.IsDefined(typeof(ParameterAttribute))))
        {
            var parameter = new BuildParameter(NameOf(member), MemberDiscovery.TypeOf(member), member);
            if (BuiltInOption.Find(parameter.Key) is { } builtIn)
                throw BuildException.Usage(
                    $"Parameter {Describe(parameter)} has the same name as the built-in option {builtIn.Option}.",
                    "Rename it, or set Name of its [Parameter] attribute.");
            if (!ValueShape.CanRead(parameter.Type))
                throw BuildException.Usage(
                    $"Parameter {Describe(parameter)} is of type {parameter.Type.Name}, which cannot be read from text.",
                    "Use a string, bool, number, enumeration, AbsolutePath, a type that is IParsable or names a TypeConverter, an array or dictionary of these, "
                    + "or a class of your own with such properties, which is read from JSON.");
            if (!MemberDiscovery.CanSet(member))
                throw BuildException.Usage(
                    $"Parameter {Describe(parameter)} is static and cannot be set: the runtime writes static fields without a setter only once.",
                    "Remove readonly, or give the property a setter.");
            if (!parameters.TryGetValue(parameter.Key, out var known))
                parameters.Add(parameter.Key, parameter);
            else if (!known.Type.IsAssignableTo(parameter.Type))
                throw BuildException.Usage(
                    $"Parameter {parameter.Option} is declared with two types: {Describe(known)} and {Describe(parameter)}.",
                    "Give both the same type, or set Name of one [Parameter] attribute.");
            else if ((parameter.IsSecret && !known.IsSecret) || (parameter.IsRequired && !known.IsRequired))
                parameters[parameter.Key] = known with { IsSecret = known.IsSecret || parameter.IsSecret, IsRequired = known.IsRequired || parameter.IsRequired };
        }

        return [.. parameters.Values.OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    /// <summary>The name of a parameter: that of its attribute or its member, behind the prefix of its component.</summary>
    internal static string NameOf(MemberInfo member) =>
        BuildParameter.PrefixOf(member) + (BuildParameter.AttributeOf(member).Name ?? member.Name[(member.Name.LastIndexOf('.') + 1)..].TrimStart('_'));

    private static string Describe(BuildParameter parameter) => $"{parameter.Member.DeclaringType!.Name}.{parameter.Member.Name}";
}
