namespace Plimsoll.Build.Tools;

/// <summary>
/// How a property becomes arguments. Left at its default, it becomes none. A list repeats the format for every item, a dictionary for
/// every entry; a boolean whose format has no <c>{value}</c> is there or not.
/// </summary>
/// <param name="format">
/// Arguments separated by blanks: <c>--output {value}</c> are two, <c>--set={key}={value}</c> is one. Values are never split.
/// </param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ArgumentAttribute(string format) : Attribute
{
    /// <summary>The arguments, with <c>{key}</c> and <c>{value}</c>.</summary>
    public string Format { get; } = format;

    /// <summary>
    /// The place among the arguments right behind the command, from 1, or among those behind all options, up to -1. The default, 0, is
    /// in between.
    /// </summary>
    public int Position { get; set; }

    /// <summary>Joins the items of a list, or the entries of a dictionary as <c>key=value</c>, to one value. The default is <c>null</c>: an argument for each.</summary>
    public string? Separator { get; set; }

    /// <summary>Puts it last, behind <c>--</c>, for a program that the tool passes arguments to.</summary>
    public bool AfterDashes { get; set; }

    /// <summary>Masks the value in everything that the build prints.</summary>
    public bool IsSecret { get; set; }

    /// <summary>
    /// Escapes <c>;</c>, <c>,</c> and <c>%</c>, at which MSBuild splits or decodes the value of a property. <c>%3B</c> and <c>%2C</c>
    /// are taken for escaped already.
    /// </summary>
    public bool IsMSBuildProperty { get; set; }
}
