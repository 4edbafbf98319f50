namespace Plimsoll.Build.Generators.Solutions;

/// <summary>Paths as texts with slashes, since a generator may not ask the disk.</summary>
internal static class FilePath
{
    public static string Normalize(string path)
    {
        var parts = new List<string>();
        var text = path.Replace('\\', '/');
        foreach (var part in text.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] is not ("" or ".."))
                parts.RemoveAt(parts.Count - 1);
            else if (part != "." && (part.Length > 0 || parts.Count == 0))
                parts.Add(part);
        }

        return string.Join("/", parts);
    }

    public static string Combine(string directory, string path)
    {
        path = path.Replace('\\', '/');
        var isRooted = path.StartsWith("/", StringComparison.Ordinal) || (path.Length > 1 && path[1] == ':');
        return Normalize(isRooted ? path : $"{directory}/{path}");
    }

    public static string Parent(string path) => path.LastIndexOf('/') is > 0 and var slash ? path.Substring(0, slash) : "";

    public static string Relative(string root, string path) => path.StartsWith(root + "/", StringComparison.Ordinal) ? path.Substring(root.Length + 1) : path;

    public static string NameWithoutExtension(string path)
    {
        var name = path.Substring(path.LastIndexOf('/') + 1);
        return name.LastIndexOf('.') is > 0 and var dot ? name.Substring(0, dot) : name;
    }
}
