using System.Reflection;

namespace Plimsoll.Build;

/// <summary>
/// Gives a field or property of a build, or of its components, a value that is computed and not a parameter, such as
/// <see cref="GitRepositoryAttribute"/>. Derive from it for values of your own. A component reads its property with
/// <see cref="IPlimsollBuild.TryGetValue{T}"/>, which computes it then.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1710", Justification = "The name is that which attributes of builds of NUKE derive from.")]
public abstract class ValueInjectionAttributeBase : Attribute
{
    /// <summary>The build.</summary>
    public IPlimsollBuild Build { get; internal set; } = null!;

    /// <summary>Members with a higher one get their values first. The default is 0.</summary>
    public virtual int Priority => 0;

    /// <summary>Whether nothing is said where the value cannot be computed. The default is <c>false</c>: a warning says why.</summary>
    public virtual bool SuppressWarnings => false;

    /// <summary>Computes the value; called once in a run, after parameters have theirs and before the first target.</summary>
    /// <param name="member">The field or property.</param>
    /// <param name="instance">The build.</param>
    /// <returns>The value, or <c>null</c> to leave the member as it is.</returns>
    public abstract object? GetValue(MemberInfo member, object instance);

    /// <summary>Computes the value; where that fails, a warning says why, unless <see cref="SuppressWarnings"/> or <c>[Optional]</c> says otherwise.</summary>
    /// <returns>The value, or <c>null</c>.</returns>
    public object? TryGetValue(MemberInfo member, object instance)
    {
        try
        {
            return GetValue(member, instance);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (!SuppressWarnings && !member.IsDefined(typeof(OptionalAttribute)))
                Build.Log.Warning($"{member.DeclaringType?.Name}.{member.Name} has no value: {(exception as TargetInvocationException)?.InnerException?.Message ?? exception.Message}");
            return null;
        }
    }

    /// <summary>Reads another member of the build: one that the attribute names.</summary>
    /// <exception cref="BuildException">There is no such member, or it is of another type (exit code 2).</exception>
    protected T? GetMemberValue<T>(string memberName, object instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
        var value = instance.GetType().GetMember(memberName, MemberTypes.Field | MemberTypes.Property | MemberTypes.Method, All).FirstOrDefault() switch
        {
            FieldInfo field => field.GetValue(instance),
            PropertyInfo property => property.GetValue(instance),
            MethodInfo method when method.GetParameters().Length == 0 => method.Invoke(instance, null),
            _ => throw BuildException.Usage($"{GetType().Name} refers to {memberName}, which is not a member of {instance.GetType().Name}."),
        };
        return value is null or T
            ? (T?)value
            : throw BuildException.Usage($"{instance.GetType().Name}.{memberName}, which {GetType().Name} refers to, is a {value.GetType().Name} and not a {typeof(T).Name}.");
    }
}
