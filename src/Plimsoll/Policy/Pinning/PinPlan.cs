namespace Plimsoll.Policy.Pinning;

/// <summary>What pinning would change, before anything is written.</summary>
/// <param name="Files">The files that change, by path.</param>
/// <param name="Skipped">Images that stay as they are although they are not pinned, with the reason.</param>
public sealed record PinPlan(IReadOnlyList<PinnedFile> Files, IReadOnlyList<SkippedImage> Skipped)
{
    /// <summary>The weightiest reason for which an image could not be pinned, as an exit code; <see cref="ExitCode.Done"/> where there is none.</summary>
    public ExitCode ExitCode => Skipped.Count == 0 ? ExitCode.Done : Skipped.Max(skipped => skipped.ExitCode);

    /// <summary>Writes all files, each in one step, keeping its permissions.</summary>
    /// <exception cref="PlimsollException">A file changed since it was read, or cannot be written (exit code 2); those before it are written.</exception>
    public async Task ApplyAsync(CancellationToken cancellationToken = default)
    {
        foreach (var file in Files)
            await file.WriteAsync(cancellationToken);
    }
}

/// <summary>An image that is pinned, or whose pin moves.</summary>
/// <param name="Span">Its token, before the change.</param>
/// <param name="Before">The reference before.</param>
/// <param name="After">The reference afterwards.</param>
public sealed record PinnedImage(SourceSpan Span, string Before, string After)
{
    internal PinPlace? Place { get; init; }
}

/// <summary>An image that stays as it is.</summary>
/// <param name="Span">Its token.</param>
/// <param name="Image">The reference.</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="ExitCode">What kind of failure it is; <see cref="ExitCode.Done"/> where it is none.</param>
public sealed record SkippedImage(SourceSpan Span, string Image, string Reason, ExitCode ExitCode);
