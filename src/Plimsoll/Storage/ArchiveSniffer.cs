using System.Formats.Tar;
using System.IO.Compression;

namespace Plimsoll.Storage;

/// <summary>Tells an OCI archive from a Docker archive by what is inside: names and extensions lie.</summary>
internal static class ArchiveSniffer
{
    /// <summary>The transport that reads <paramref name="path"/>.</summary>
    /// <exception cref="PlimsollException">The file is no archive of an image (exit code 2).</exception>
    public static ImageTransport TransportOf(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            using Stream content = isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var tar = new TarReader(content);
            var hasLayoutMarker = false;
            while (tar.GetNextEntry() is { } entry)
            {
                switch (entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name)
                {
                    // A newer `docker save` writes both; its manifest.json carries the names.
                    case "manifest.json" or "repositories":
                        return ImageTransport.DockerArchive;
                    case Layout.LayoutIndex.MarkerName:
                        hasLayoutMarker = true;
                        break;
                }
            }

            if (hasLayoutMarker)
                return ImageTransport.OciArchive;
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw PlimsollException.Usage($"{path} is not an archive of an image: {exception.Message}", innerException: exception);
        }

        throw PlimsollException.Usage($"{path} is not an archive of an image: it holds neither '{Layout.LayoutIndex.MarkerName}' nor 'manifest.json'.");
    }
}
