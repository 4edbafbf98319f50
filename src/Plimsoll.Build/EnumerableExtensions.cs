using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Plimsoll.Build;

/// <summary>What builds do with collections and texts.</summary>
public static class EnumerableExtensions
{
    /// <summary>Calls the action for each item.</summary>
    public static void ForEach<T>(this IEnumerable<T> items, Action<T> action)
    {
        foreach (var item in items)
            action(item);
    }

    /// <summary>Calls the action for each item, with its index from 0.</summary>
    public static void ForEach<T>(this IEnumerable<T> items, Action<T, int> action)
    {
        foreach (var (index, item) in items.Index())
            action(item, index);
    }

    /// <summary>Whether there is no item.</summary>
    public static bool IsEmpty<T>(this IEnumerable<T> items) => !items.Any();

    /// <summary>Whether there is no collection, or no item in it.</summary>
    public static bool IsNullOrEmpty<T>([NotNullWhen(false)] this IEnumerable<T>? items) => items is null || !items.Any();

    /// <summary>The items, and single ones behind them.</summary>
    public static IEnumerable<T> Concat<T>(this IEnumerable<T> items, params T[] others) => Enumerable.Concat(items, others);

    /// <summary>The items that are there.</summary>
    public static IEnumerable<T> WhereNotNull<T>(this IEnumerable<T?> items) where T : class => items.Where(i => i is not null)!;

    /// <summary>Returns the value, or ends the target where there is none, as <see cref="Assert.NotNull{T}(T, string, string)"/>.</summary>
    public static T NotNull<T>([NotNull] this T? value, string? message = null, [CallerArgumentExpression(nameof(value))] string? argumentExpression = null)
        where T : class => Assert.NotNull(value, message, argumentExpression);

    /// <summary>Returns the value, or ends the target where there is none, as <see cref="Assert.NotNull{T}(T?, string, string)"/>.</summary>
    public static T NotNull<T>([NotNull] this T? value, string? message = null, [CallerArgumentExpression(nameof(value))] string? argumentExpression = null)
        where T : struct => Assert.NotNull(value, message, argumentExpression);

    /// <summary>The texts with a separator between them.</summary>
    public static string Join(this IEnumerable<string?> texts, string separator) => string.Join(separator, texts);

    /// <summary>The texts with spaces between them.</summary>
    public static string JoinSpace(this IEnumerable<string?> texts) => texts.Join(" ");

    /// <summary>The texts with a comma and a space between them.</summary>
    public static string JoinComma(this IEnumerable<string?> texts) => texts.Join(", ");

    /// <summary>The texts as lines of this system.</summary>
    public static string JoinNewLine(this IEnumerable<string?> texts) => texts.Join(Environment.NewLine);

    /// <summary>Adds or replaces a pair, and returns the dictionary.</summary>
    public static IDictionary<TKey, TValue> SetKeyValue<TKey, TValue>(this IDictionary<TKey, TValue> pairs, TKey key, TValue value)
    {
        pairs[key] = value;
        return pairs;
    }

    /// <summary>Adds a pair with a new key, and returns the dictionary.</summary>
    public static IDictionary<TKey, TValue> AddPair<TKey, TValue>(this IDictionary<TKey, TValue> pairs, TKey key, TValue value)
    {
        pairs.Add(key, value);
        return pairs;
    }

    /// <summary>The items that do not meet a condition.</summary>
    public static IEnumerable<T> WhereNot<T>(this IEnumerable<T> items, Func<T, bool> condition) => items.Where(item => !condition(item));
}
