using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Plimsoll.Build.Parameters;

/// <summary>
/// How an object of a build's own type is made from named values: by its one public constructor, or by the one without parameters,
/// and then by its public properties that can be set.
/// </summary>
internal sealed class ObjectShape
{
    private readonly ConstructorInfo? _constructor;
    private readonly Type _type;

    private ObjectShape(Type type, ConstructorInfo? constructor, IReadOnlyList<Member> members)
    {
        _type = type;
        _constructor = constructor;
        Members = members;
    }

    /// <summary>All that can be set, those of the constructor first.</summary>
    public IReadOnlyList<Member> Members { get; }

    /// <summary>The shape of a class, record or structure of the build; <c>null</c> for types of the framework and those without one way to make them.</summary>
    public static ObjectShape? TryCreate(Type type)
    {
        if (type.IsAbstract || type.IsInterface || type.IsPointer || type.IsByRefLike || type.ContainsGenericParameters || type.IsArray
            || typeof(Delegate).IsAssignableFrom(type) || type.Assembly == typeof(object).Assembly || type.Namespace is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal)))
            return null;

        // The constructor that copies a record is not public.
        var constructors = type.GetConstructors();
        var constructor = Array.Find(constructors, c => c.GetParameters().Length == 0) ?? (constructors is [var only] ? only : null);
        if (constructor is null && !type.IsValueType)
            return null;

        var nullability = new NullabilityInfoContext();
        var properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.GetIndexParameters().Length == 0).ToList();
        var parameters = (constructor?.GetParameters() ?? []).Select(p => new Member(
            NameOf(properties.Find(q => q.Name.Equals(p.Name, StringComparison.OrdinalIgnoreCase))) ?? p.Name!,
            p.ParameterType,
            IsRequired: !p.HasDefaultValue,
            AllowsNull: AllowsNull(p.ParameterType, nullability.Create(p).WriteState),
            p.HasDefaultValue ? p.DefaultValue : null,
            null)).ToList();
        var settable = properties
            .Where(p => p.SetMethod is { IsPublic: true } && !parameters.Exists(q => q.Key == ParameterName.GetKey(NameOf(p)!)))
            .Select(p => new Member(
                NameOf(p)!, p.PropertyType, p.IsDefined(typeof(RequiredMemberAttribute)), AllowsNull(p.PropertyType, nullability.Create(p).WriteState), null, p));
        return new ObjectShape(type, constructor, [.. parameters, .. settable]);
    }

    /// <summary>Makes the object.</summary>
    /// <param name="values">A value for each member that is given; all that are required must be.</param>
    /// <exception cref="TargetInvocationException">The constructor or a property refuses a value.</exception>
    public object Create(IReadOnlyDictionary<Member, object?> values)
    {
        object?[] arguments = [.. Members.Where(m => m.Property is null).Select(m => values.TryGetValue(m, out var value) ? value : m.Default)];
        var instance = _constructor?.Invoke(arguments) ?? Activator.CreateInstance(_type)!;
        foreach (var member in Members)
            if (member.Property is { } property && values.TryGetValue(member, out var value))
                property.SetValue(instance, value);
        return instance;
    }

    private static string? NameOf(PropertyInfo? property) =>
        property?.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? property?.Name;

    private static bool AllowsNull(Type type, NullabilityState state) =>
        type.IsValueType ? Nullable.GetUnderlyingType(type) is not null : state != NullabilityState.NotNull;

    /// <summary>What can be set.</summary>
    /// <param name="Name">Its name in JSON; dashes and case do not matter.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="IsRequired">Whether it must be given.</param>
    /// <param name="AllowsNull">Whether it may be null.</param>
    /// <param name="Default">The default of the constructor's parameter.</param>
    /// <param name="Property">The property, or <c>null</c> for a parameter of the constructor.</param>
    internal sealed record Member(string Name, Type Type, bool IsRequired, bool AllowsNull, object? Default, PropertyInfo? Property)
    {
        public string Key => ParameterName.GetKey(Name);
    }
}
