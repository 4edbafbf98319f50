using System.Buffers;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>
/// Names inside an archive: relative, with slashes, without <c>.</c> and <c>..</c>. Nothing is ever extracted, but an
/// archive that tries to leave its own root is hostile and is refused as a whole.
/// </summary>
internal static class ArchivePath
{
    private static readonly SearchValues<char> Forbidden =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '\x7f', '\\']);

    /// <summary>The plain form of an entry's name; empty for the root itself.</summary>
    /// <returns><c>false</c> where the name is absolute, leaves the root, or has characters no archive needs.</returns>
    public static bool TryNormalize(string name, out string path) => TryJoin("", name, out path);

    /// <summary>Where a symbolic link at <paramref name="link"/> points to.</summary>
    /// <returns><c>false</c> where it leaves the archive.</returns>
    public static bool TryFollow(string link, string target, out string path)
    {
        var slash = link.LastIndexOf('/');
        return TryJoin(slash < 0 ? "" : link[..slash], target, out path);
    }

    private static bool TryJoin(string folder, string name, out string path)
    {
        path = "";
        if (name.Length == 0 || name[0] == '/' || name.AsSpan().ContainsAny(Forbidden) || name is [_, ':', '/', ..])
            return false;

        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in name.Split('/'))
        {
            if (part is "" or ".")
                continue;

            if (part != "..")
                parts.Add(part);
            else if (folder.Length == 0 || parts.Count == 0)
                return false;
            else
                parts.RemoveAt(parts.Count - 1);
        }

        path = string.Join('/', parts);
        return true;
    }
}
