namespace Plimsoll.Build;

/// <summary>
/// Sets a field or property from outside: <c>--image-name</c>, else the environment variable <c>PLIMSOLL_IMAGE_NAME</c>, else
/// <c>ImageName</c> in the file of a profile or in <c>.nuke/parameters.json</c>, else it keeps its initial value. Without a prefix only the
/// variable that <see cref="Name"/> names is read, and those of a secret: <c>NUGET_API_KEY</c> for <c>NuGetApiKey</c>.
/// </summary>
/// <remarks>
/// Strings, booleans, numbers, enumerations, <see cref="AbsolutePath"/>, types that are <see cref="IParsable{TSelf}"/> or name a
/// <see cref="System.ComponentModel.TypeConverter"/>; arrays, lists and dictionaries of these; and objects of the build's own types, from JSON.
/// Static members too, where they can be written.
/// </remarks>
/// <param name="description">Its description in one line; shown by <c>--help</c>.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class ParameterAttribute(string? description = null) : Attribute
{
    /// <summary>Its description.</summary>
    public string? Description { get; } = description;

    /// <summary>
    /// The name, if other than the member's, in any of the spellings <c>ImageName</c>, <c>image-name</c>, <c>IMAGE_NAME</c>. An environment
    /// variable of exactly this name is read too.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// What separates the items of a list that is given as one text; empty where nothing does. The default is a comma. On the command line
    /// items can be separated by spaces instead, and in a file be those of an array.
    /// </summary>
    public string Separator { get; set; } = ",";

    /// <summary>Whether <c>--help</c> lists it. The default is <c>true</c>.</summary>
    public bool List { get; set; } = true;
}
