namespace Plimsoll.Policy.Scanners;

/// <summary>Paths as reports have them: relative to the base directory, with forward slashes.</summary>
internal static class ReportedPath
{
    public static string From(string fullPath, string baseDirectory) =>
        Path.GetRelativePath(baseDirectory, fullPath).Replace(Path.DirectorySeparatorChar, '/');
}
