namespace Plimsoll.Policy.Scanners;

/// <summary>Files as they are to be read, where that is not as they are: planned ones, or those of an earlier commit. Paths are absolute.</summary>
/// <param name="covers">Whether a path is read from here.</param>
/// <param name="read">The content of such a path, or <c>null</c> where there is no file.</param>
/// <param name="added">The files that are only here.</param>
internal sealed class FileOverlay(Func<string, bool> covers, Func<string, byte[]?> read, IReadOnlyCollection<string> added)
{
    private readonly ILookup<string, string> _byFolder = added.ToLookup(path => Path.GetDirectoryName(path)!, StringComparer.Ordinal);

    /// <summary>Files that are planned and not written yet.</summary>
    public static FileOverlay Of(IReadOnlyDictionary<string, byte[]> planned) => new(planned.ContainsKey, planned.GetValueOrDefault, []);

    /// <summary>Whether a path is read from here.</summary>
    public bool Covers(string path) => covers(path);

    /// <summary>The content of a path that is read from here, or <c>null</c> where there is no file.</summary>
    public byte[]? Read(string path) => read(path);

    /// <summary>The files of a folder, those that are only here included.</summary>
    public IEnumerable<string> AddedTo(string folder) => _byFolder[folder];

    /// <summary>Whether files that are only here are in the folder or below it.</summary>
    public bool HasFolder(string path) => _byFolder.Any(folder => folder.Key == path || folder.Key.StartsWith(path + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
