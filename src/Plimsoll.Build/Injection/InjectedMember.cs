using System.Reflection;
using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.Injection;

/// <summary>A field or property whose value an attribute computes.</summary>
internal sealed class InjectedMember
{
    private readonly MemberInfo _member;
    private readonly object _build;
    private readonly Lazy<object?> _value;

    public InjectedMember(MemberInfo member, ValueInjectionAttributeBase attribute, IPlimsollBuild build)
    {
        attribute.Build = build;
        _member = member;
        _build = build;
        _value = new Lazy<object?>(() => attribute.TryGetValue(member, build));
    }

    public string Name => _member.Name[(_member.Name.LastIndexOf('.') + 1)..];

    public bool IsRequired => _member.IsDefined(typeof(RequiredAttribute));

    public object? Value => _value.Value;

    /// <summary>Sets it, unless it is a component's, which has no place for a value.</summary>
    /// <exception cref="BuildException">The value is of another type (exit code 2).</exception>
    public void Inject()
    {
        if (_member.DeclaringType!.IsInterface || !MemberDiscovery.CanSet(_member) || Value is not { } value)
            return;
        if (!MemberDiscovery.TypeOf(_member).IsInstanceOfType(value))
            throw BuildException.Usage($"{_member.DeclaringType.Name}.{_member.Name} is of type {MemberDiscovery.TypeOf(_member).Name}, and its attribute gives a {value.GetType().Name}.");
        MemberDiscovery.Set(_member, _build, value);
    }
}
