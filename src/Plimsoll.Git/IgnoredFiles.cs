using LibGit2Sharp;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>
/// Tells what <c>.gitignore</c>, <c>.git/info/exclude</c> and the user's own excludes leave out (gitignore(5)). What is tracked
/// is never ignored. A rule with <c>!</c> that takes back one of a folder above is unknown to libgit2: such a file is left out
/// until it is tracked. Not safe for several threads.
/// </summary>
internal sealed class IgnoredFiles : IDisposable
{
    /// <summary>For each <c>**</c> of a rule libgit2 tries all paths twice as often.</summary>
    private const int MaximumDoubleStars = 8;

    private readonly Repository _repository;
    private readonly string _root;
    private readonly HashSet<string> _tracked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _checkedFolders = new(StringComparer.Ordinal);

    private IgnoredFiles(Repository repository, string root)
    {
        (_repository, _root) = (repository, root);
        foreach (var path in TrackedPaths(repository))
            for (var end = path.Length; end > 0 && _tracked.Add(path[..end]);)
                end = path.LastIndexOf('/', end - 1);
    }

    /// <summary>The rules of the repository that <paramref name="path"/> is in; <c>null</c> where it is in none that has files and can be read.</summary>
    /// <param name="path">A path within the repository.</param>
    /// <param name="environment">Reads an environment variable: <c>GIT_DIR</c> and <c>GIT_WORK_TREE</c> mean what they mean to git.</param>
    public static IgnoredFiles? TryOpen(string path, Func<string, string?> environment)
    {
        Repository repository;
        try
        {
            repository = RepositoryOpener.Open(RepositoryLocation.Find(path, environment));
        }
        catch (PlimsollException)
        {
            return null;
        }

        if (repository.Info.WorkingDirectory is { } root)
            return new IgnoredFiles(repository, Path.TrimEndingDirectorySeparator(root));

        repository.Dispose();
        return null;
    }

    /// <summary>Whether a file or folder is left out; <c>false</c> outside the working tree.</summary>
    /// <param name="fullPath">Its absolute path.</param>
    /// <exception cref="PlimsollException">A rule that would have to be asked takes too long to match (exit code 2).</exception>
    public bool Contains(string fullPath)
    {
        if (!fullPath.StartsWith(_root, StringComparison.Ordinal) || fullPath.Length <= _root.Length + 1)
            return false;

        var path = fullPath[(_root.Length + 1)..].Replace(Path.DirectorySeparatorChar, '/');
        if (_tracked.Contains(path))
            return false;

        for (var folder = Path.GetDirectoryName(fullPath); folder?.Length >= _root.Length && _checkedFolders.Add(folder);)
        {
            CheckRules(Path.Combine(folder, ".gitignore"));
            folder = Path.GetDirectoryName(folder);
        }

        return _repository.Ignore.IsPathIgnored(Directory.Exists(fullPath) ? path + "/" : path);
    }

    /// <summary>Closes the repository.</summary>
    public void Dispose() => _repository.Dispose();

    private static void CheckRules(string file)
    {
        // libgit2 would read a pipe or a device without end.
        var info = new FileInfo(file);
        if (info.Exists && !IsFile(file))
            throw PlimsollException.Usage($"{file} is a pipe or a device or cannot be opened, so its rules are not known.", "Remove it, or write the rules to a file.");
        if (info is not { Exists: true, Length: > 0 })
            return;

        foreach (var (index, rule) in File.ReadLines(file).Index())
            if (rule.AsSpan().Count("**") > MaximumDoubleStars)
                throw PlimsollException.Usage($"{file}:{index + 1}: the rule has more than {MaximumDoubleStars} '**', which takes too long to match.", "Write '**/' once where it is repeated: that means the same.");
    }

    private static bool IsFile(string path)
    {
        try
        {
            using var file = RegularFile.TryOpen(path);

            // A device has no length, and something to read all the same.
            return file is not null && (file.Length > 0 || file.ReadByte() < 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> TrackedPaths(Repository repository)
    {
        try
        {
            return [.. repository.Index.Select(entry => entry.Path)];
        }
        catch (Exception exception) when (LibGit2.IsRefusal(exception))
        {
            // A sparse or split index is beyond libgit2; the ignore rules alone decide then.
            return [];
        }
    }
}
