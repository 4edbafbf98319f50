using System.Text;

namespace Plimsoll.Build.Parameters;

/// <summary>Reads a small text that people keep in a repository, and refuses what is no regular file before anything waits for it.</summary>
internal static class SmallFile
{
    private const int MaximumBytes = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads it as UTF-8, without its byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="BuildException">It is a folder, a pipe or a device, cannot be read, has more than 1 MiB or is not UTF-8 (exit code 2).</exception>
    public static string Read(AbsolutePath path, string name)
    {
        if (path.DirectoryExists())
            throw BuildException.Usage($"{name} is a folder, not a file.");
        try
        {
            using var file = RegularFile.TryOpen(path) ?? throw BuildException.Usage($"{name} is a pipe or a device, not a file.");

            // A device has no length; whatever comes out of it is too large.
            using var content = new MemoryStream();
            var buffer = new byte[16 * 1024];
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                if (content.Length + read > MaximumBytes)
                    throw BuildException.Usage($"{name} is larger than {MaximumBytes} bytes.");
                content.Write(buffer, 0, read);
            }

            return Strict.GetString(content.GetBuffer(), 0, (int)content.Length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            throw BuildException.Usage($"{name} is not UTF-8 text.", "Save it as UTF-8.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw BuildException.Usage($"{name} cannot be read: {exception.Message}", innerException: exception);
        }
    }
}
