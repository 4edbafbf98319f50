using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.Cli.Output;

/// <summary>Files that a verb writes its result to, beside what it prints.</summary>
internal static class ResultFile
{
    /// <summary>Writes a file in UTF-8, whole or not at all; a link stays one, and what it leads to is written. Its folder is made.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static Task WriteAsync(string path, string text, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(RealPath.Resolve(path) is { Length: > 0 } real ? real : path, Encoding.UTF8.GetBytes(text), cancellationToken);
}
