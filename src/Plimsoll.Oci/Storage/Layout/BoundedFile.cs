namespace Plimsoll.Oci.Storage.Layout;

/// <summary>Files of a layout that are read whole, and so must not be of any size.</summary>
internal static class BoundedFile
{
    /// <summary>Reads a file. That it has a length is asked before it is opened; how long it is, is seen while it is read.</summary>
    /// <exception cref="PlimsollException">It is empty or no file, or larger than <paramref name="maximum"/> bytes (exit code 2).</exception>
    public static byte[] Read(string path, int maximum)
    {
        if (BlobFile.GetLength(path) == 0)
            throw PlimsollException.Usage($"{path}, a file of an OCI layout, is empty or not a regular file.", "Create or copy the layout again.");

        using var file = SourceFile.Open(path);
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (file.Read(buffer) is > 0 and var read)
        {
            if (content.Length + read > maximum)
                throw PlimsollException.Usage($"{path} is larger than the limit of {maximum} bytes.", "Create or copy the layout again.");
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
