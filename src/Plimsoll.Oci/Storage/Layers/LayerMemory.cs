using System.Text;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Layers;

/// <summary>
/// Remembers which compressed blobs a layer was seen as, by the digest of its tar, so that one that is at its destination is
/// neither compressed nor sent again. One small file a layer, in a folder that only this user can read; the layers that were
/// not used for longest are forgotten. What it says is a hint: who uses it asks the destination first.
/// </summary>
/// <param name="folder">The folder, which is made with the first entry; the memory alone uses it.</param>
/// <param name="clock">Tells when an entry was used.</param>
internal sealed class LayerMemory(string folder, TimeProvider clock)
{
    /// <summary>How many layers are remembered: about a megabyte of files.</summary>
    public const int MaximumLayers = 2000;

    /// <summary>How many blobs of one layer: each compression of each tool is one.</summary>
    public const int MaximumBlobs = 8;

    private const string Extension = ".layer";
    private const string Prefix = ".layer-";
    private const string TemporaryExtension = ".tmp";
    private const int MaximumFileSize = 4096;

    private readonly string _folder = Path.GetFullPath(folder);
    private readonly Lock _lock = new();

    /// <summary>The folder of a user; <c>null</c> where the environment names no place.</summary>
    /// <param name="environment">The environment variables.</param>
    public static string? FindFolder(Func<string, string?> environment) => StateFolder.Find(environment, "layers");

    /// <summary>The blobs that a layer was seen as, the last one first.</summary>
    /// <param name="diffId">The digest of the layer's tar.</param>
    public IReadOnlyList<RememberedBlob> Find(Digest diffId)
    {
        try
        {
            var path = PathOf(diffId);
            if (!StateFolder.IsPrivate(_folder) || new FileInfo(path) is not { Exists: true, LinkTarget: null, Length: <= MaximumFileSize })
                return [];

            var lines = File.ReadAllLines(path);
            return lines is [var first, ..] && first == diffId.ToString() ? [.. lines.Skip(1).Select(RememberedBlob.TryParse).OfType<RememberedBlob>()] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Remembers a blob. A memory is a convenience: where it cannot be had, nothing is remembered.</summary>
    /// <param name="diffId">The digest of the layer's tar.</param>
    /// <param name="blob">The layer, compressed.</param>
    public void Remember(Digest diffId, RememberedBlob blob)
    {
        lock (_lock)
            try
            {
                if (!StateFolder.Ensure(_folder))
                    return;

                var path = PathOf(diffId);
                if (!File.Exists(path))
                    ForgetOldest();
                var known = Find(diffId);
                if (known is not [var last, ..] || last != blob)
                    Write(path, [diffId.ToString(), .. known.Where(other => other != blob).Prepend(blob).Take(MaximumBlobs).Select(entry => entry.ToString())]);
                File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Next time it is compressed again.
            }
    }

    private string PathOf(Digest diffId) => Path.Combine(_folder, $"{diffId.Algorithm}-{diffId.Hex}{Extension}");

    /// <summary>Whole or not at all, but not flushed to the disk: a power cut costs no more than a compression.</summary>
    private static void Write(string path, IEnumerable<string> lines)
    {
        using var written = ClaimedFile.Create(Path.GetDirectoryName(path)!, Prefix, TemporaryExtension, new FileStreamOptions { Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete });
        try
        {
            ClaimedFile.RemoveAbandoned(written, Prefix, TemporaryExtension);
            written.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
            written.Flush();
            File.Move(written.Name, path, overwrite: true);
        }
        catch
        {
            File.Delete(written.Name);
            throw;
        }
    }

    /// <summary>Makes room, more than is needed now, so that it is not looked for every time.</summary>
    private void ForgetOldest()
    {
        var files = new DirectoryInfo(_folder).GetFiles();
        if (files.Length < MaximumLayers)
            return;

        foreach (var file in files.OrderBy(file => file.LastWriteTimeUtc).Take(files.Length - MaximumLayers * 9 / 10))
            file.Delete();
    }
}
