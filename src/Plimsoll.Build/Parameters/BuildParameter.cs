using System.Reflection;

namespace Plimsoll.Build.Parameters;

/// <summary>A field or property that is set from outside.</summary>
internal sealed record BuildParameter(string Name, Type Type, MemberInfo Member)
{
    private readonly ParameterAttribute _attribute = Member.GetCustomAttribute<ParameterAttribute>()!;

    public string? Description => _attribute.Description;

    public string Separator => _attribute.Separator;

    public bool IsSecret { get; init; } = Member.IsDefined(typeof(SecretAttribute));

    public bool IsRequired { get; init; } = Member.IsDefined(typeof(RequiredAttribute));

    public bool IsSwitch => Type == typeof(bool) || Type == typeof(bool?);

    /// <summary><c>--image-name</c>.</summary>
    public string Option => "--" + ParameterName.JoinWords(Name, '-').ToLowerInvariant();

    /// <summary><c>PLIMSOLL_IMAGE_NAME</c>.</summary>
    public string Variable => ParameterName.EnvironmentPrefix + ParameterName.JoinWords(Name, '_').ToUpperInvariant();

    /// <summary>The name without dashes and case.</summary>
    public string Key => ParameterName.GetKey(Name);
}
