using Plimsoll.Oci;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy;

/// <summary>Content that is checked without being a file, such as the manifests that another command prints.</summary>
/// <param name="Content">The bytes of the file.</param>
/// <param name="Name">
/// The path that it stands for, absolute or relative to the base directory: it is reported under that path, belongs to its
/// environments, is of the kind of that name, and takes the place of a file there. With <c>null</c> it is reported as
/// <c>&lt;stdin&gt;</c>, and its kind is that of its content.
/// </param>
public sealed record CheckInput(ReadOnlyMemory<byte> Content, string? Name = null)
{
    /// <summary>Reads standard input to its end.</summary>
    /// <param name="stream">Standard input, or what stands for it; it stays open.</param>
    /// <param name="name">The path that it stands for, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="PlimsollException">It is empty or blank, or has more than 10 MiB (exit code 2).</exception>
    public static async Task<CheckInput> ReadAsync(Stream stream, string? name = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            content.Write(buffer, 0, read);
            if (content.Length > FileContent.MaximumBytes)
                throw PlimsollException.Usage($"Standard input has more than {FileContent.MaximumBytes} bytes (10 MiB), the limit of a file.", "Divide it into several files, and check those.");
        }

        // A command that fails writes nothing. What nobody has rendered must not look checked.
        var bytes = content.ToArray();
        return !string.IsNullOrWhiteSpace(FileContent.Text(bytes)) ? new CheckInput(bytes, name)
            : throw PlimsollException.Usage("There is nothing on standard input.", "Look at the output of the command that should write to it: it may have failed.");
    }
}
