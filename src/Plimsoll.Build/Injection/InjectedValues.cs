using System.Reflection;
using Plimsoll.Build.Parameters;
using Plimsoll.Build.Planning;

namespace Plimsoll.Build.Injection;

/// <summary>The members of a build whose values attributes compute, each once in a run.</summary>
internal sealed class InjectedValues
{
    private readonly List<InjectedMember> _members;

    private InjectedValues(List<InjectedMember> members) => _members = members;

    public static InjectedValues Discover(IPlimsollBuild build) => new(
    [
        .. MemberDiscovery.Find(build.GetType())
            .Select(member => (Member: member, Attribute: member.GetCustomAttribute<ValueInjectionAttributeBase>()))
            .Where(found => found.Attribute is not null)
            .OrderByDescending(found => found.Attribute!.Priority)
            .Select(found => new InjectedMember(found.Member, found.Attribute!, build)),
    ]);

    /// <summary>Sets the fields and properties of the class; those of components compute theirs when they are read.</summary>
    public void Inject()
    {
        foreach (var member in _members)
            member.Inject();
    }

    /// <summary>The members with <c>[Required]</c> that have no value.</summary>
    public IEnumerable<string> FindMissing() => _members.Where(member => member.IsRequired && member.Value is null).Select(member => member.Name);

    /// <summary>Finds the value of the member that a lambda names.</summary>
    /// <returns>Whether there is such a member.</returns>
    public bool TryGet(string text, out object? value)
    {
        var name = LambdaText.GetMember(LambdaText.GetBody(text));
        var found = _members.Find(member => member.Name == name);
        value = found?.Value;
        return found is not null;
    }
}
