using System.Reflection;

namespace Plimsoll.Build.Parameters;

/// <summary>A field or property that is set from outside.</summary>
internal sealed record BuildParameter(string Name, Type Type, MemberInfo Member)
{
    private readonly ParameterAttribute _attribute = AttributeOf(Member);

    /// <summary>The attribute of a member: its own <c>[Parameter]</c>, where <c>[Solution]</c> makes it a parameter as well.</summary>
    public static ParameterAttribute AttributeOf(MemberInfo member)
    {
        var attributes = member.GetCustomAttributes<ParameterAttribute>().ToList();
        return attributes.Find(a => a.GetType() == typeof(ParameterAttribute)) ?? attributes[0];
    }

    /// <summary>The prefix that the component of a member gives the names of its parameters, or <c>null</c>.</summary>
    public static string? PrefixOf(MemberInfo member) => member.DeclaringType?.GetCustomAttribute<ParameterPrefixAttribute>(inherit: false)?.Prefix;

    public string? Description => _attribute.Description;

    /// <summary>What separates the items of a list in one text; empty for nothing.</summary>
    public string Separator => _attribute.Separator ?? "";

    public bool IsListed => _attribute.List;

    public bool IsSecret { get; init; } = Member.IsDefined(typeof(SecretAttribute));

    public bool IsRequired { get; init; } = Member.IsDefined(typeof(RequiredAttribute));

    public bool IsSwitch => Type == typeof(bool) || Type == typeof(bool?);

    /// <summary>Whether it takes several values: on the command line all up to the next option.</summary>
    public bool IsList => ValueShape.GetElementType(Type) is not null;

    /// <summary><c>--image-name</c>.</summary>
    public string Option => ParameterName.ToOption(Name);

    /// <summary><c>IMAGE_NAME</c>, whether it is read or not.</summary>
    public string PlainVariable => ParameterName.ToVariable(Name);

    /// <summary>
    /// The variable to show: that which CI files have anyway, for a secret or where [Parameter] names one; else <c>PLIMSOLL_IMAGE_NAME</c>.
    /// </summary>
    public string Variable => PlainVariables is [var plain, ..] ? plain : ParameterName.EnvironmentPrefixes[0] + PlainVariable;

    /// <summary>The name without dashes and case.</summary>
    public string Key => ParameterName.GetKey(Name);

    /// <summary>
    /// The variables without a prefix that it is read from, by their exact names. That a name is short or common must not let
    /// the environment decide what runs, so these are only the one that [Parameter] names, and those of a secret: CI files hand secrets
    /// over as <c>NUGET_API_KEY</c>, those that NUKE writes as <c>NuGetApiKey</c>.
    /// </summary>
    public IReadOnlyList<string> PlainVariables
    {
        get
        {
            string[] names = [.. GivenName is { } given ? [given] : (string[])[], .. IsSecret ? (string[])[PlainVariable, Name] : []];
            return [.. names.Distinct().Where(name => name == GivenName || !SystemVariables.Contains(name))];
        }
    }

    private string? GivenName => _attribute.Name is { } name ? PrefixOf(Member) + name : null;
}
