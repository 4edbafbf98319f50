using System.Globalization;
using Plimsoll.Build.CI;
using Plimsoll.Build.Execution;

namespace Plimsoll.Build;

/// <summary>
/// Where a build runs: a build server, such as <see cref="GitHubActions"/>, or a <see cref="Terminal"/>. It is recognised by the
/// environment, or named with <c>--host</c>.
/// </summary>
public abstract class Host
{
    private protected Host(HostContext context) => Context = context;

    /// <summary>What the host reads and writes.</summary>
    internal HostContext Context { get; }

    /// <summary>Returns the name of the host.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>The host of the running build, or <c>null</c> where that is another, or none runs.</summary>
    private protected static T? Running<T>() where T : Host => BuildSession.CurrentOrNull?.RunsOn as T;

    /// <summary>A variable; empty where it is not set.</summary>
    private protected string Text(string variable) => Context.Variable(variable) ?? "";

    /// <summary>A variable; <c>null</c> where it is not set or empty, as build servers set what does not apply.</summary>
    private protected string? TextOrNull(string variable) => Context.Variable(variable) is { Length: > 0 } text ? text : null;

    /// <summary>A variable that is masked in the log from here on.</summary>
    private protected string? Secret(string variable) => TextOrNull(variable) is { } secret ? Hidden(secret) : null;

    /// <summary>Masks a text from here on.</summary>
    private protected string Hidden(string secret)
    {
        if (secret.Length > 0)
            Context.Hide(secret);
        return secret;
    }

    /// <summary>A number; 0 where the variable is not set.</summary>
    /// <exception cref="BuildException">It is not a number (exit code 2).</exception>
    private protected long Number(string variable) => NumberOrNull(variable) ?? 0;

    /// <summary>A number; <c>null</c> where the variable is not set.</summary>
    /// <exception cref="BuildException">It is not a number (exit code 2).</exception>
    private protected long? NumberOrNull(string variable) => ReadNumber(variable, TextOrNull(variable));

    /// <summary>A number; 0 where the variable is not set.</summary>
    /// <exception cref="BuildException">It is not a number (exit code 2).</exception>
    private protected int Integer(string variable) => IntegerOrNull(variable) ?? 0;

    /// <summary>A number; <c>null</c> where the variable is not set.</summary>
    /// <exception cref="BuildException">It is not a number (exit code 2).</exception>
    private protected int? IntegerOrNull(string variable) => NumberOrNull(variable) switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue and var number => (int)number,
        _ => throw Refuse(variable, Text(variable), "a smaller number"),
    };

    /// <summary>Whether a variable is <c>true</c> or 1, in any case.</summary>
    private protected bool Flag(string variable) => Text(variable) is var text && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>An identifier; all zeros where the variable is not set.</summary>
    /// <exception cref="BuildException">It is not an identifier (exit code 2).</exception>
    private protected Guid Identifier(string variable) => TextOrNull(variable) switch
    {
        null => Guid.Empty,
        var text => Guid.TryParse(text, out var identifier) ? identifier : throw Refuse(variable, text, "a GUID"),
    };

    /// <summary>One of the values of an enumeration, in any case; the first where the variable is not set.</summary>
    /// <exception cref="BuildException">It is none of them (exit code 2).</exception>
    private protected T Choice<T>(string variable) where T : struct, Enum => TextOrNull(variable) switch
    {
        null => default,
        var text => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw Refuse(variable, text, $"one of {string.Join(", ", Enum.GetNames<T>())}"),
    };

    /// <summary>A time, with its zone; the earliest there is where the variable is not set.</summary>
    /// <exception cref="BuildException">It is not a time (exit code 2).</exception>
    private protected DateTime Time(string variable) => TextOrNull(variable) switch
    {
        null => default,
        var text => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : throw Refuse(variable, text, "a time"),
    };

    /// <summary>A time in seconds since 1970, in local time.</summary>
    /// <exception cref="BuildException">It is not a number (exit code 2).</exception>
    private protected DateTime UnixTime(string variable) => DateTimeOffset.FromUnixTimeSeconds(Number(variable)).LocalDateTime;

    /// <summary>An absolute path; <c>null</c> where the variable is not set or is none.</summary>
    private protected AbsolutePath? FileOrNull(string variable) => TextOrNull(variable) is { } path && Path.IsPathFullyQualified(path) ? AbsolutePath.Create(path) : null;

    /// <summary>Reads a number.</summary>
    /// <exception cref="BuildException">It is not a number (exit code 2).</exception>
    private protected static long? ReadNumber(string name, string? text) => text switch
    {
        null => null,
        _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Refuse(name, text, "a number"),
    };

    private static BuildException Refuse(string name, string text, string expected) =>
        BuildException.Usage($"{name}, which the build server sets, is '{text}', but must be {expected}.");
}
