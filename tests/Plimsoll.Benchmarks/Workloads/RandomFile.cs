using System.Text;

namespace Plimsoll.Benchmarks.Workloads;

/// <summary>Files with content that is the same in each run.</summary>
internal static class RandomFile
{
    private static readonly string[] Words = ["ship", "load", "line", "mark", "hull", "tag", "image", "layer", "digest", "registry", "commit", "release", "policy", "{", "}", "\n    "];

    /// <summary>Writes bytes that no compression makes fewer.</summary>
    public static void Write(string path, long bytes, Random random)
    {
        using var file = File.Create(path);
        var buffer = new byte[(int)Math.Min(bytes, 1 << 20)];
        for (var left = bytes; left > 0; left -= Math.Min(left, buffer.Length))
        {
            random.NextBytes(buffer);
            file.Write(buffer, 0, (int)Math.Min(left, buffer.Length));
        }
    }

    /// <summary>Writes words, as in sources.</summary>
    public static void WriteText(string path, int bytes, Random random)
    {
        var text = new StringBuilder(bytes);
        while (text.Length < bytes)
            text.Append(Words[random.Next(Words.Length)]).Append(random.Next(8) == 0 ? $"{random.Next(10_000)}" : " ");
        File.WriteAllText(path, text.ToString(0, bytes));
    }
}
