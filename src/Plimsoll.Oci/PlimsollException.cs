namespace Plimsoll.Oci;

/// <summary>
/// A failure that a user can act on. The message says what failed, where and why; <see cref="Advice"/> says what to
/// do next. It is printed without a stack trace. User and password of an address in either are left out, and characters
/// that steer a terminal are escaped.
/// </summary>
public class PlimsollException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="kind">What kind of failure it is.</param>
    /// <param name="message">What failed, where and why, in one or more sentences.</param>
    /// <param name="advice">What to do next, or <c>null</c> where the message already says it.</param>
    /// <param name="innerException">The cause, shown only at debug verbosity.</param>
    public PlimsollException(ErrorKind kind, string message, string? advice = null, Exception? innerException = null)
        : base(PrintableText.Clean(SecretText.Hide(message)), innerException)
    {
        Kind = kind;
        Advice = advice is null ? null : PrintableText.Clean(SecretText.Hide(advice));
    }

    /// <summary>What kind of failure it is.</summary>
    public ErrorKind Kind { get; }

    /// <summary>What to do next, or <c>null</c>. It names settings as <c>the setting 'platform'</c> or <c>the setting 'via=direct'</c>.</summary>
    public string? Advice { get; }

    /// <summary>The advice with each setting named as a front end calls it.</summary>
    /// <param name="settingName">Gives the front end's name of a setting: <c>--platform</c> for <c>platform</c>.</param>
    public string? FormatAdvice(Func<string, string> settingName)
    {
        ArgumentNullException.ThrowIfNull(settingName);
        return Advice is null ? null : SettingText.Format(Advice, settingName);
    }

    /// <summary>An input or configuration that cannot be used (exit code 2).</summary>
    public static PlimsollException Usage(string message, string? advice = null, Exception? innerException = null) =>
        new(ErrorKind.Usage, message, advice, innerException);

    /// <summary>Something asked for that does not exist (exit code 6).</summary>
    public static PlimsollException NotFound(string message, string? advice = null, Exception? innerException = null) =>
        new(ErrorKind.NotFound, message, advice, innerException);
}
