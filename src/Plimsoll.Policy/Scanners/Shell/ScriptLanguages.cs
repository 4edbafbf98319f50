namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>Tells the languages of scripts apart, and reads each.</summary>
internal static class ScriptLanguages
{
    /// <summary>The language of a shell's scripts; <c>null</c> for a program that is not a shell, or one that is not read.</summary>
    /// <param name="shell">How the shell is called: its name or path, with or without arguments.</param>
    public static ScriptLanguage? Of(string shell)
    {
        var name = shell.AsSpan().Trim();
        name = name[..(name.IndexOfAny(' ', '\t') is var end and >= 0 ? end : name.Length)];
        return ShellNames.Tool(name.ToString()).ToLowerInvariant() switch
        {
            "sh" or "bash" or "zsh" or "dash" or "ash" or "ksh" => ScriptLanguage.Posix,
            "pwsh" or "powershell" => ScriptLanguage.PowerShell,
            "cmd" => ScriptLanguage.Batch,
            _ => null,
        };
    }

    /// <summary>The commands of a script, those inside of others first; and whether it breaks off, so that more may stand in it.</summary>
    public static (IReadOnlyList<ShellCommand> Commands, bool IsUnclosed) Read(ScriptText script, ScriptLanguage language, CancellationToken cancellationToken) => language switch
    {
        ScriptLanguage.PowerShell => PowerShellReader.Read(script, cancellationToken),
        ScriptLanguage.Batch => BatchReader.Read(script, cancellationToken),
        _ => ShellReader.Read(script, cancellationToken),
    };
}
