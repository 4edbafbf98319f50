using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>The references that are files of their own (gitrepository-layout, refs).</summary>
internal static class LooseReferences
{
    private const string Symbolic = "ref:";

    /// <summary>git follows as many (refs.h, SYMREF_MAXDEPTH).</summary>
    private const int MaximumSteps = 5;

    /// <summary>No name of a reference is longer.</summary>
    private const int MaximumLength = 4096;

    /// <summary>
    /// Refuses what libgit2 and git would follow without end: references that lead to each other in a circle, at which LibGit2Sharp
    /// fills the stack and ends the process, and links among their folders that lead back.
    /// </summary>
    /// <exception cref="PlimsollException">There are such references or links (exit code 2).</exception>
    public static void ThrowIfEndless(RepositoryLocation location)
    {
        var folder = Path.Combine(location.CommonDirectory, "refs");

        // A link that leads back is always one of those behind it.
        if (FolderTree.EnumerateFolderLinks(folder).FirstOrDefault(link => FolderTree.EnumerateFolderLinks(link).Any()) is { } endless)
            throw RepositoryErrors.EndlessLink(location, endless);

        foreach (var file in FolderTree.EnumerateFiles(folder).Prepend(Path.Combine(location.GitDirectory, "HEAD")))
        {
            var target = Target(file);
            for (var steps = 1; target is not null; steps++)
            {
                if (steps > MaximumSteps)
                    throw RepositoryErrors.EndlessReference(location, target);
                target = Target(Path.Combine(target == "HEAD" ? location.GitDirectory : location.CommonDirectory, target));
            }
        }
    }

    /// <summary>The reference that a file names in place of a commit, or <c>null</c>.</summary>
    private static string? Target(string file)
    {
        try
        {
            using var stream = RegularFile.TryOpen(file);
            var bytes = new byte[MaximumLength];
            var text = Encoding.UTF8.GetString(bytes, 0, stream?.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) ?? 0);
            return text.StartsWith(Symbolic, StringComparison.Ordinal) ? text[Symbolic.Length..].Trim() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // Whoever needs it says so.
        }
    }
}
