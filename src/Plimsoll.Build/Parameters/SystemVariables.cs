namespace Plimsoll.Build.Parameters;

/// <summary>Variables that a system, a shell or a CI host sets for itself: no secret is meant by them, whatever it is called.</summary>
internal static class SystemVariables
{
    private static readonly string[] Names =
    [
        "CI", "COMPUTERNAME", "DISPLAY", "EDITOR", "HOME", "HOST", "HOSTNAME", "LANG", "LOGNAME", "MAIL", "OS", "PATH", "PROFILE", "PWD",
        "ROOT", "SHELL", "SKIP", "TARGET", "TEMP", "TERM", "TMP", "TMPDIR", "TZ", "USER", "USERDOMAIN", "USERNAME", "VERSION",
    ];

    /// <summary>Whether it is one, in any case: on Windows that makes no difference.</summary>
    public static bool Contains(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
