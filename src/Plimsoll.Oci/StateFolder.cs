namespace Plimsoll.Oci;

/// <summary>Folders for what Plimsoll remembers from run to run: a user's own, which nobody else can read or change.</summary>
internal static class StateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>
    /// The folder of a user: <c>plimsoll/NAME</c> in <c>$XDG_STATE_HOME</c>, else in <c>~/.local/state</c>, on Windows in
    /// <c>%LOCALAPPDATA%</c>; <c>null</c> where the environment names no place.
    /// </summary>
    /// <param name="environment">The environment variables.</param>
    /// <param name="name">What is remembered.</param>
    public static string? Find(Func<string, string?> environment, string name)
    {
        var state = environment("XDG_STATE_HOME") is { } named && Path.IsPathFullyQualified(named) ? named
            : environment("LOCALAPPDATA") ?? (environment("HOME") is { } home ? Path.Combine(home, ".local", "state") : null);
        return state is null ? null : Path.Combine(state, "plimsoll", name);
    }

    /// <summary>Makes the folder where there is none.</summary>
    /// <returns>Whether it is this user's alone.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be made.</exception>
    public static bool Ensure(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            // The folder of local application data is the user's own.
            Directory.CreateDirectory(folder);
            return true;
        }

        Directory.CreateDirectory(folder, OwnerOnly);
        return IsPrivate(folder);
    }

    /// <summary>Whether the folder is there and this user's own, and nobody else can read or change it.</summary>
    public static bool IsPrivate(string folder)
    {
        var found = new DirectoryInfo(folder);
        return found.Exists && found.LinkTarget is null && (OperatingSystem.IsWindows() || ((found.UnixFileMode & Others) == 0 && FileOwner.IsThisUser(folder)));
    }
}
