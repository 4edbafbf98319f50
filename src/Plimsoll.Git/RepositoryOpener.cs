using LibGit2Sharp;

namespace Plimsoll.Git;

/// <summary>Opens repositories with libgit2, and says in git's terms why one does not open.</summary>
internal static class RepositoryOpener
{
    // For the whole process, once: these change nothing for a reader, but libgit2 refuses what it does not know. Partial
    // clones are what CI is advised to make where it needs the whole history.
    private static readonly Lazy<bool> Prepared = new(() =>
    {
        NativeLibraryFolder.Register();
        GlobalSettings.SetExtensions([.. RepositoryFormat.ReadableExtensions]);
        return true;
    });

    public static Repository Open(RepositoryLocation location)
    {
        LooseReferences.ThrowIfEndless(location);
        try
        {
            _ = Prepared.Value;
            return location.WorkTree is { } workTree
                ? new Repository(location.GitDirectory, new RepositoryOptions { WorkingDirectoryPath = workTree })
                : new Repository(location.GitDirectory);
        }
        catch (Exception exception) when (LibGit2.IsRefusal(exception))
        {
            throw RepositoryErrors.CannotOpen(location, exception);
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException)
        {
            throw RepositoryErrors.LibraryMissing(exception);
        }
    }
}
