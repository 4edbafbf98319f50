using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Plimsoll.Build;

/// <summary>
/// Checks of a build. What does not hold ends the target with a <see cref="BuildException"/> (exit code 1), whose message is the given one, or
/// names the expression that was checked.
/// </summary>
public static class Assert
{
    /// <summary>Fails always.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="exception">The cause, if there is one.</param>
    [DoesNotReturn]
    public static void Fail(string message, Exception? exception = null) => throw new BuildException(BuildExitCode.Failed, message, null, exception);

    /// <summary>Fails unless the condition holds.</summary>
    public static void True(
        [DoesNotReturnIf(false)] bool condition,
        string? message = null,
        [CallerArgumentExpression(nameof(condition))] string? argumentExpression = null)
    {
        if (!condition)
            Fail(message ?? $"Expected {argumentExpression} to be true.");
    }

    /// <summary>Fails if the condition holds.</summary>
    public static void False(
        [DoesNotReturnIf(true)] bool condition,
        string? message = null,
        [CallerArgumentExpression(nameof(condition))] string? argumentExpression = null)
    {
        if (condition)
            Fail(message ?? $"Expected {argumentExpression} to be false.");
    }

    /// <summary>Fails if there is no value; returns it.</summary>
    public static T NotNull<T>([NotNull] T? value, string? message = null, [CallerArgumentExpression(nameof(value))] string? argumentExpression = null)
        where T : class
    {
        if (value is null)
            Fail(message ?? $"Expected {argumentExpression} to have a value.");
        return value;
    }

    /// <summary>Fails if there is no value; returns it.</summary>
    public static T NotNull<T>([NotNull] T? value, string? message = null, [CallerArgumentExpression(nameof(value))] string? argumentExpression = null)
        where T : struct
    {
        if (value is null)
            Fail(message ?? $"Expected {argumentExpression} to have a value.");
        return value.Value;
    }

    /// <summary>Fails if the text is <c>null</c> or empty; returns it.</summary>
    public static string NotNullOrEmpty([NotNull] string? value, string? message = null, [CallerArgumentExpression(nameof(value))] string? argumentExpression = null)
    {
        if (string.IsNullOrEmpty(value))
            Fail(message ?? $"Expected {argumentExpression} not to be empty.");
        return value;
    }

    /// <summary>Fails if the text is <c>null</c> or has nothing but white space; returns it.</summary>
    public static string NotNullOrWhiteSpace([NotNull] string? value, string? message = null, [CallerArgumentExpression(nameof(value))] string? argumentExpression = null)
    {
        if (string.IsNullOrWhiteSpace(value))
            Fail(message ?? $"Expected {argumentExpression} not to be blank.");
        return value;
    }

    /// <summary>Fails unless there is an item; returns the collection.</summary>
    public static IReadOnlyCollection<T> NotEmpty<T>(
        [NotNull] IReadOnlyCollection<T>? collection,
        string? message = null,
        [CallerArgumentExpression(nameof(collection))] string? argumentExpression = null)
    {
        if (collection is null or { Count: 0 })
            Fail(message ?? $"Expected {argumentExpression} not to be empty.");
        return collection;
    }

    /// <summary>Fails if there is an item.</summary>
    public static void Empty<T>(IReadOnlyCollection<T>? collection, string? message = null, [CallerArgumentExpression(nameof(collection))] string? argumentExpression = null)
    {
        if (collection is { Count: > 0 })
            Fail(message ?? $"Expected {argumentExpression} to be empty, but it has {collection.Count} items.");
    }

    /// <summary>Fails unless there are so many items; returns the collection.</summary>
    public static IReadOnlyCollection<T> Count<T>(
        [NotNull] IReadOnlyCollection<T>? collection,
        int length,
        string? message = null,
        [CallerArgumentExpression(nameof(collection))] string? argumentExpression = null)
    {
        if (collection is null || collection.Count != length)
            Fail(message ?? $"Expected {argumentExpression} to have {length} items, but it has {collection?.Count ?? 0}.");
        return collection;
    }

    /// <summary>Fails unless there is exactly one item; returns the collection.</summary>
    public static IReadOnlyCollection<T> HasSingleItem<T>(
        [NotNull] IReadOnlyCollection<T>? collection,
        string? message = null,
        [CallerArgumentExpression(nameof(collection))] string? argumentExpression = null)
    {
        if (collection is not { Count: 1 })
            Fail(message ?? $"Expected {argumentExpression} to have one item, but it has {collection?.Count ?? 0}.");
        return collection;
    }

    /// <summary>Fails unless there is a file; returns its path.</summary>
    public static AbsolutePath FileExists(AbsolutePath path, string? message = null, [CallerArgumentExpression(nameof(path))] string? argumentExpression = null)
    {
        if (!path.FileExists())
            Fail(message ?? $"File {path} of {argumentExpression} does not exist.");
        return path;
    }

    /// <summary>Fails unless there is a directory; returns its path.</summary>
    public static AbsolutePath DirectoryExists(AbsolutePath path, string? message = null, [CallerArgumentExpression(nameof(path))] string? argumentExpression = null)
    {
        if (!path.DirectoryExists())
            Fail(message ?? $"Directory {path} of {argumentExpression} does not exist.");
        return path;
    }
}
