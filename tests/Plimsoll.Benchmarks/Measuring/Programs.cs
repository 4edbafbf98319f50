namespace Plimsoll.Benchmarks.Measuring;

/// <summary>The programs of this machine.</summary>
internal static class Programs
{
    /// <summary>The path of a program, or <c>null</c>. dockerd is in a folder that only root's path holds.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
