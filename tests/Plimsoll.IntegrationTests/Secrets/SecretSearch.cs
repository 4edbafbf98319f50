using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Plimsoll.IntegrationTests.Secrets;

/// <summary>Finds canaries in whatever was produced: texts, files, what is compressed in them.</summary>
internal sealed class SecretSearch
{
    private readonly Dictionary<string, Canary> _byForm;
    private readonly SearchValues<string> _forms;

    public SecretSearch(IEnumerable<Canary> canaries)
    {
        _byForm = canaries.SelectMany(canary => canary.Forms().Select(form => (form, canary))).ToDictionary(entry => entry.form, entry => entry.canary, StringComparer.Ordinal);
        _forms = SearchValues.Create([.. _byForm.Keys], StringComparison.Ordinal);
    }

    /// <summary>How many texts and files were searched.</summary>
    public int Count { get; private set; }

    /// <summary>The canaries in a text.</summary>
    public IReadOnlyList<Canary> FindIn(string text)
    {
        Count++;
        HashSet<Canary> found = [];
        for (var rest = text.AsSpan(); rest.IndexOfAny(_forms) is >= 0 and var at; rest = rest[(at + 1)..])
            foreach (var (form, canary) in _byForm)
                if (rest[at..].StartsWith(form, StringComparison.Ordinal))
                    found.Add(canary);
        return [.. found];
    }

    /// <summary>The canaries in a file, and in what it holds where it is compressed with gzip.</summary>
    public IReadOnlyList<Canary> FindInFile(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return [.. FindIn(Encoding.Latin1.GetString(bytes)).Union(bytes is [0x1f, 0x8b, ..] ? FindIn(Unpack(bytes)) : [])];
    }

    /// <summary>The canaries in the files of a folder, and in their names.</summary>
    public IEnumerable<(string Path, Canary Canary)> FindInFolder(string folder) =>
        from path in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        from canary in FindInFile(path).Union(FindIn(Path.GetRelativePath(folder, path)))
        select (path, canary);

    private static string Unpack(byte[] bytes)
    {
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
            gzip.CopyTo(unpacked);
        return Encoding.Latin1.GetString(unpacked.GetBuffer(), 0, (int)unpacked.Length);
    }
}
