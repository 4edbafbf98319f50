using Plimsoll.Oci;

namespace Plimsoll.Policy.Pinning;

/// <summary>What pinning would change, before anything is written.</summary>
/// <param name="Files">The files that change, by path.</param>
/// <param name="Skipped">Images that stay as they are although they are not pinned, with the reason.</param>
public sealed record PinPlan(IReadOnlyList<PinnedFile> Files, IReadOnlyList<SkippedImage> Skipped)
{
    /// <summary>The most severe kind of failure for which an image could not be pinned; <c>null</c> where there is none.</summary>
    public ErrorKind? Failure => Skipped.Max(skipped => skipped.Failure);

    /// <summary>Writes all files, each in one step, keeping its permissions.</summary>
    /// <exception cref="PlimsollException">A file changed since it was read, or cannot be written (exit code 2); those before it are written.</exception>
    public async Task ApplyAsync(CancellationToken cancellationToken = default)
    {
        foreach (var file in Files)
            await file.WriteAsync(cancellationToken);
    }
}
