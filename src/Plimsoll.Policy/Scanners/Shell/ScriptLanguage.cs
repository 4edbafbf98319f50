namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>What a script is written in.</summary>
internal enum ScriptLanguage
{
    /// <summary>The language of POSIX shells, bash and zsh.</summary>
    Posix,

    /// <summary>PowerShell, whose commands and variables ignore case.</summary>
    PowerShell,

    /// <summary>The language of Windows' command processor, which ignores case too.</summary>
    Batch,
}
