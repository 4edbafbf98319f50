namespace Plimsoll.Build;

/// <summary>
/// Puts a prefix before the names of a component's parameters, so that two components can have members of one name:
/// <c>[ParameterPrefix("Docker")]</c> makes <c>--docker-name</c> of its parameter <c>Name</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class ParameterPrefixAttribute : Attribute
{
    private const string Ending = "Prefix";

    /// <summary>Creates the attribute.</summary>
    /// <param name="prefix">The prefix, in the style of a member: <c>Docker</c>. <c>Prefix</c> at its end is no part of it.</param>
    public ParameterPrefixAttribute(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        Prefix = prefix.EndsWith(Ending, StringComparison.Ordinal) ? prefix[..^Ending.Length] : prefix;
    }

    /// <summary>The prefix.</summary>
    public string Prefix { get; }
}
