using System.Globalization;

namespace Plimsoll.Build.Tools;

/// <summary>Warnings of the compiler by their number, as NUKE takes them: <c>SetNoWarns(1591, 618)</c>.</summary>
public static class NoWarnExtensions
{
    /// <summary>Replaces the warnings that are not shown.</summary>
    public static T SetNoWarns<T>(this T settings, params int[] values) where T : DotNetSettings => settings.SetNoWarns(Texts(values));

    /// <inheritdoc cref="SetNoWarns{T}(T, int[])"/>
    public static T SetNoWarns<T>(this T settings, IEnumerable<int> values) where T : DotNetSettings => settings.SetNoWarns(Texts(values));

    /// <inheritdoc cref="SetNoWarns{T}(T, int[])"/>
    public static MSBuildSettings SetNoWarns(this MSBuildSettings settings, params int[] values) => settings.SetNoWarns(Texts(values));

    /// <inheritdoc cref="SetNoWarns{T}(T, int[])"/>
    public static MSBuildSettings SetNoWarns(this MSBuildSettings settings, IEnumerable<int> values) => settings.SetNoWarns(Texts(values));

    /// <summary>Adds warnings that are not shown.</summary>
    public static T AddNoWarns<T>(this T settings, params int[] values) where T : DotNetSettings => settings.AddNoWarns(Texts(values));

    /// <inheritdoc cref="AddNoWarns{T}(T, int[])"/>
    public static T AddNoWarns<T>(this T settings, IEnumerable<int> values) where T : DotNetSettings => settings.AddNoWarns(Texts(values));

    /// <inheritdoc cref="AddNoWarns{T}(T, int[])"/>
    public static MSBuildSettings AddNoWarns(this MSBuildSettings settings, params int[] values) => settings.AddNoWarns(Texts(values));

    /// <inheritdoc cref="AddNoWarns{T}(T, int[])"/>
    public static MSBuildSettings AddNoWarns(this MSBuildSettings settings, IEnumerable<int> values) => settings.AddNoWarns(Texts(values));

    /// <summary>Shows warnings again.</summary>
    public static T RemoveNoWarns<T>(this T settings, params int[] values) where T : DotNetSettings => settings.RemoveNoWarns(Texts(values));

    /// <inheritdoc cref="RemoveNoWarns{T}(T, int[])"/>
    public static T RemoveNoWarns<T>(this T settings, IEnumerable<int> values) where T : DotNetSettings => settings.RemoveNoWarns(Texts(values));

    /// <inheritdoc cref="RemoveNoWarns{T}(T, int[])"/>
    public static MSBuildSettings RemoveNoWarns(this MSBuildSettings settings, params int[] values) => settings.RemoveNoWarns(Texts(values));

    /// <inheritdoc cref="RemoveNoWarns{T}(T, int[])"/>
    public static MSBuildSettings RemoveNoWarns(this MSBuildSettings settings, IEnumerable<int> values) => settings.RemoveNoWarns(Texts(values));

    private static IEnumerable<string> Texts(IEnumerable<int> values) => values.Select(value => value.ToString(CultureInfo.InvariantCulture));
}
