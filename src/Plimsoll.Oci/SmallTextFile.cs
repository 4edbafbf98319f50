using System.Text;

namespace Plimsoll.Oci;

/// <summary>
/// Reads a text that people keep in a repository, such as <c>plimsoll.yml</c>. What is no regular file is refused before
/// anything waits for it: a pipe without a writer would be waited for without end.
/// </summary>
internal static class SmallTextFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads it as UTF-8, without its byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maximumBytes">How large it may be.</param>
    /// <exception cref="PlimsollException">It is a folder, a pipe or a device, cannot be read, is too large or not UTF-8 (exit code 2).</exception>
    public static string Read(string path, int maximumBytes)
    {
        if (Directory.Exists(path))
            throw PlimsollException.Usage($"{path} is a folder, not a file.");

        try
        {
            using var file = RegularFile.TryOpen(path) ?? throw PlimsollException.Usage($"{path} is a pipe or a device, not a file.", "Write its content to a file.");

            // A device has no length; whatever comes out of it is too large.
            using var content = new MemoryStream();
            var buffer = new byte[16 * 1024];
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                if (content.Length + read > maximumBytes)
                    throw PlimsollException.Usage($"{path} is larger than {maximumBytes} bytes.");
                content.Write(buffer, 0, read);
            }

            return Strict.GetString(content.GetBuffer(), 0, (int)content.Length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            throw PlimsollException.Usage($"{path} is not UTF-8 text.", "Save it as UTF-8.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PlimsollException.Usage($"{path} cannot be read: {exception.Message}", innerException: exception);
        }
    }
}
