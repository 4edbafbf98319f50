using System.Runtime.CompilerServices;

namespace Plimsoll.Build.Tools;

/// <summary>Combining settings, and how the process is run. Each method returns changed copies.</summary>
public static class ToolSettingsExtensions
{
    /// <summary>Changes the settings if a condition holds.</summary>
    public static T When<T>(this T settings, bool condition, Configure<T> configurator) where T : ToolSettings =>
        condition ? configurator(settings) : settings;

    /// <summary>Changes a value of any type if a condition holds.</summary>
    [OverloadResolutionPriority(-1)]
    public static T When<T>(this T input, bool condition, Func<T, T> transform) => condition ? transform(input) : input;

    /// <summary>Changes the settings if they meet a condition.</summary>
    public static T When<T>(this T settings, Func<T, bool> condition, Configure<T> configurator) where T : ToolSettings =>
        condition(settings) ? configurator(settings) : settings;

    /// <summary>Changes every variant if a condition holds.</summary>
    public static IEnumerable<T> When<T>(this IEnumerable<T> variants, bool condition, Configure<T> configurator) where T : ToolSettings =>
        condition ? variants.Select(settings => configurator(settings)) : variants;

    /// <summary>Changes every variant that meets a condition.</summary>
    public static IEnumerable<T> When<T>(this IEnumerable<T> variants, Func<T, bool> condition, Configure<T> configurator) where T : ToolSettings =>
        variants.Select(settings => settings.When(condition, configurator));

    /// <summary>Changes the settings for a value unless that is <c>null</c>.</summary>
    public static T WhenNotNull<T, TValue>(this T settings, TValue? value, Configure<T, TValue> configurator) where T : ToolSettings =>
        value is null ? settings : configurator(settings, value);

    /// <summary>Changes a value of any type for another one unless that is <c>null</c>.</summary>
    [OverloadResolutionPriority(-1)]
    public static T WhenNotNull<T, TObject>(this T input, TObject? obj, Func<T, TObject, T> transform) => obj is null ? input : transform(input, obj);

    /// <summary>Changes the settings.</summary>
    public static T Apply<T>(this T settings, Configure<T>? configurator) where T : ToolSettings =>
        configurator is null ? settings : configurator(settings);

    /// <summary>Changes the settings for a value.</summary>
    public static T Apply<T, TValue>(this T settings, Configure<T, TValue>? configurator, TValue value) where T : ToolSettings =>
        configurator is null ? settings : configurator(settings, value);

    /// <summary>Passes a value of any type on to a method.</summary>
    [OverloadResolutionPriority(-1)]
    public static TOutput Apply<TInput, TOutput>(this TInput input, Func<TInput, TOutput> transform) => transform(input);

    /// <summary>Changes every variant.</summary>
    public static IEnumerable<T> Apply<T>(this IEnumerable<T> variants, Configure<T>? configurator) where T : ToolSettings =>
        variants.Select(settings => settings.Apply(configurator));

    /// <summary>Changes every variant for a value.</summary>
    public static IEnumerable<T> Apply<T, TValue>(this IEnumerable<T> variants, Configure<T, TValue>? configurator, TValue value) where T : ToolSettings =>
        variants.Select(settings => settings.Apply(configurator, value));

    /// <summary>Makes several variants of the settings for every value.</summary>
    public static IEnumerable<T> CombineWith<T, TValue>(this T settings, IEnumerable<TValue> values, Func<T, TValue, IEnumerable<T>> configurator) where T : ToolSettings =>
        values.SelectMany(value => configurator(settings, value));

    /// <summary>Makes several variants of every variant for every value.</summary>
    public static IEnumerable<T> CombineWith<T, TValue>(this IEnumerable<T> variants, IEnumerable<TValue> values, Func<T, TValue, IEnumerable<T>> configurator)
        where T : ToolSettings =>
        variants.SelectMany(settings => settings.CombineWith(values, configurator));

    /// <summary>Makes several variants of the settings.</summary>
    public static IEnumerable<T> CombineWith<T>(this T settings, params CombinatorialConfigure<T>[] configurators) where T : ToolSettings =>
        configurators.SelectMany(configurator => configurator(settings));

    /// <summary>Makes a variant of the settings for every value.</summary>
    public static IEnumerable<T> CombineWith<T, TValue>(this T settings, IEnumerable<TValue> values, Configure<T, TValue> configurator) where T : ToolSettings =>
        values.Select(value => configurator(settings, value));

    /// <summary>Makes a variant of the settings for every value.</summary>
    public static IEnumerable<T> CombineWith<T, TValue>(this T settings, Configure<T, TValue> configurator, params TValue[] values) where T : ToolSettings =>
        settings.CombineWith(values, configurator);

    /// <summary>Makes a variant of the settings with every change.</summary>
    public static IEnumerable<T> CombineWith<T>(this T settings, params Configure<T>[] configurators) where T : ToolSettings =>
        configurators.Select(configurator => configurator(settings));

    /// <summary>Makes a variant of every variant for every value.</summary>
    public static IEnumerable<T> CombineWith<T, TValue>(this IEnumerable<T> variants, IEnumerable<TValue> values, Configure<T, TValue> configurator)
        where T : ToolSettings =>
        variants.SelectMany(settings => settings.CombineWith(values, configurator));

    /// <summary>Makes a variant of every variant with every change.</summary>
    public static IEnumerable<T> CombineWith<T>(this IEnumerable<T> variants, params Configure<T>[] configurators) where T : ToolSettings =>
        variants.SelectMany(settings => settings.CombineWith(configurators));

    /// <summary>Makes several variants of every variant.</summary>
    public static IEnumerable<T> CombineWith<T>(this IEnumerable<T> variants, CombinatorialConfigure<T> configurator) where T : ToolSettings =>
        variants.SelectMany(settings => configurator(settings));
}
