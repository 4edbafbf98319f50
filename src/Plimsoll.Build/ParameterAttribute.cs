namespace Plimsoll.Build;

/// <summary>
/// Sets a field or property from outside: <c>--image-name</c>, else the environment variable
/// <c>PLIMSOLL_IMAGE_NAME</c>, else <c>ImageName</c> in <c>.nuke/parameters.json</c>, else it keeps its initial value.
/// Strings, booleans, numbers, enumerations, <see cref="AbsolutePath"/>, any <see cref="IParsable{TSelf}"/>, and arrays of these.
/// </summary>
/// <param name="description">Its description in one line; shown by <c>--help</c>.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ParameterAttribute(string? description = null) : Attribute
{
    /// <summary>Its description.</summary>
    public string? Description { get; } = description;

    /// <summary>The name, if other than the member's, in any of the spellings <c>ImageName</c>, <c>image-name</c>.</summary>
    public string? Name { get; set; }

    /// <summary>What separates the items of an array. The default is a comma.</summary>
    public string Separator { get; set; } = ",";
}
