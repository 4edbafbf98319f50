using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;

namespace Plimsoll.Git;

/// <summary>Tells one state of the changed files of a working tree from another.</summary>
internal static class ChangesHash
{
    private const int Digits = 8;

    public static string Compute(Repository repository, RepositoryLocation location)
    {
        var root = GitRepositoryReader.GetRoot(repository, location);
        using var objects = new ObjectReader(location);
        return Compute(repository.Info.WorkingDirectory is null ? [] : WorkingTreeStatus.AllChangedFiles(repository, location, objects, root), root, location.Git);
    }

    /// <param name="changed">In the order that counts.</param>
    /// <param name="root">What their paths are relative to.</param>
    /// <param name="git">The git command, or <c>null</c>.</param>
    public static string Compute(IReadOnlyList<ChangedFile> changed, string root, GitCommand? git)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in changed)
            Append(hash, file.Path, Path.Combine(root, file.Path), git);

        // As a part of a version: digits alone would be ordered as a number there, and may not begin with a zero.
        var digits = Convert.ToHexStringLower(hash.GetHashAndReset());
        return "abcdef"[Convert.ToInt32(digits[..1], 16) % 6] + digits[1..Digits];
    }

    // The name to its end, what is there in one byte, and 32 bytes that stand for it: no two lists of changes read alike.
    private static void Append(IncrementalHash hash, string name, string path, GitCommand? git)
    {
        var file = new FileInfo(path);
        var (kind, content) = file.LinkTarget is { } target ? ('l', SHA256.HashData(Encoding.UTF8.GetBytes(target)))
            : Directory.Exists(path) ? ('s', SHA256.HashData(Encoding.UTF8.GetBytes(StateOfSubmodule(path, git))))
            : !file.Exists ? ('d', SHA256.HashData([]))
            : (IsExecutable(file) ? 'x' : 'f', ReadContent(file));
        hash.AppendData(Encoding.UTF8.GetBytes(name));
        hash.AppendData([0, (byte)kind]);
        hash.AppendData(content);
    }

    private static byte[] ReadContent(FileInfo file)
    {
        // What has no length is not opened: it may be a pipe that nobody writes to.
        if (file.Length == 0)
            return SHA256.HashData([]);
        using var content = file.OpenRead();
        return SHA256.HashData(content);
    }

    private static bool IsExecutable(FileInfo file) => !OperatingSystem.IsWindows() && (file.UnixFileMode & UnixFileMode.UserExecute) != 0;

    private static string StateOfSubmodule(string path, GitCommand? git)
    {
        if (!Path.Exists(Path.Combine(path, ".git")))
            return "";

        // Nothing of the environment: GIT_DIR would lead back to where this came from.
        var location = RepositoryLocation.Find(path, _ => null) with { Git = git };
        using var repository = RepositoryOpener.Open(location);
        return $"{repository.Refs.Head?.ResolveToDirectReference()?.TargetIdentifier} {Compute(repository, location)}";
    }
}
