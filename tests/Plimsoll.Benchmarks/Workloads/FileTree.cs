namespace Plimsoll.Benchmarks.Workloads;

/// <summary>The files of an application: half of them text, half of them bytes that no compression makes fewer.</summary>
internal static class FileTree
{
    private const int FileBytes = 256 * 1024;

    /// <summary>Writes as many files as there are in so many MiB.</summary>
    public static void Write(string folder, int mebibytes)
    {
        var random = new Random(1);
        for (var i = 0; i < mebibytes * 4; i++)
        {
            var path = Path.Combine(folder, $"lib{i % 20}", $"file{i}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (i % 2 == 0)
                RandomFile.WriteText(path, FileBytes, random);
            else
                RandomFile.Write(path, FileBytes, random);
        }
    }
}
