using System.Reflection;
using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.Execution;

/// <summary>The value that a parameter has when none is given: that of its field or property.</summary>
internal static class ParameterDefault
{
    /// <summary>Reads it; <c>null</c> where the property throws, because it depends on another parameter.</summary>
    public static object? Read(object build, BuildParameter parameter)
    {
        try
        {
            return parameter.Member is FieldInfo field ? field.GetValue(build) : ((PropertyInfo)parameter.Member).GetValue(build);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    /// <summary>The value as it would be written on the command line, or <c>null</c> where there is none worth showing.</summary>
    public static string? ToText(object build, BuildParameter parameter) => !ValueShape.IsScalar(ValueShape.GetElementType(parameter.Type) ?? parameter.Type)
        ? null
        : Read(build, parameter) switch
        {
            null or false => null,
            string { Length: 0 } => null,
            AbsolutePath path => BuildSession.Current.Root.GetUnixRelativePathTo(path),
            string text => text,
            System.Collections.IEnumerable list => string.Join(parameter.Separator.Length > 0 ? parameter.Separator : " ", list.Cast<object>()) is { Length: > 0 } joined ? joined : null,
            true => "true",
            var value => value.ToString(),
        };
}
