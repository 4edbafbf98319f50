using Plimsoll.Build.Execution;

namespace Plimsoll.Build;

/// <summary>
/// The log of the running build, for code outside of its class: see <see cref="BuildLog"/>. Every member throws an
/// <see cref="InvalidOperationException"/> where no build runs.
/// </summary>
public static class Log
{
    /// <summary>The log of the running build.</summary>
    public static BuildLog Logger => Current;

    /// <summary>Writes a message that only <c>--verbosity verbose</c> and <c>debug</c> show.</summary>
    public static void Verbose(string template, params object?[] arguments) => Current.Verbose(template, arguments);

    /// <summary>Writes as <see cref="Verbose(string, object?[])"/>, with what the exception says; at debug verbosity with its stack trace.</summary>
    public static void Verbose(Exception? exception, string template, params object?[] arguments) => Current.Verbose(exception, template, arguments);

    /// <summary>Writes a message that only <c>--verbosity verbose</c> and <c>debug</c> show.</summary>
    public static void Debug(string template, params object?[] arguments) => Current.Debug(template, arguments);

    /// <summary>Writes as <see cref="Debug(string, object?[])"/>, with what the exception says; at debug verbosity with its stack trace.</summary>
    public static void Debug(Exception? exception, string template, params object?[] arguments) => Current.Debug(exception, template, arguments);

    /// <summary>Writes a message.</summary>
    public static void Information(string template, params object?[] arguments) => Current.Information(template, arguments);

    /// <summary>Writes as <see cref="Information(string, object?[])"/>, with what the exception says; at debug verbosity with its stack trace.</summary>
    public static void Information(Exception? exception, string template, params object?[] arguments) => Current.Information(exception, template, arguments);

    /// <summary>Writes a warning; GitHub Actions and Azure Pipelines show it beside the log as well.</summary>
    public static void Warning(string template, params object?[] arguments) => Current.Warning(template, arguments);

    /// <summary>Writes as <see cref="Warning(string, object?[])"/>, with what the exception says; at debug verbosity with its stack trace.</summary>
    public static void Warning(Exception? exception, string template, params object?[] arguments) => Current.Warning(exception, template, arguments);

    /// <summary>Writes an error; GitHub Actions and Azure Pipelines show it beside the log as well.</summary>
    public static void Error(string template, params object?[] arguments) => Current.Error(template, arguments);

    /// <summary>Writes as <see cref="Error(string, object?[])"/>, with what the exception says; at debug verbosity with its stack trace.</summary>
    public static void Error(Exception? exception, string template, params object?[] arguments) => Current.Error(exception, template, arguments);

    /// <summary>Writes an error, as <see cref="Error(string, object?[])"/>; it does not end the build.</summary>
    public static void Fatal(string template, params object?[] arguments) => Current.Fatal(template, arguments);

    /// <summary>Writes as <see cref="Fatal(string, object?[])"/>, with what the exception says; at debug verbosity with its stack trace.</summary>
    public static void Fatal(Exception? exception, string template, params object?[] arguments) => Current.Fatal(exception, template, arguments);

    private static BuildLog Current => BuildSession.Current.Log;
}
