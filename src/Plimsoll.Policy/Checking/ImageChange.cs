namespace Plimsoll.Policy.Checking;

/// <summary>An image that a file uses now instead of another one, or that it uses no longer.</summary>
/// <param name="File">The path of the file that uses it, as reported.</param>
/// <param name="Environments">The environments that the file belongs to; none where it belongs to no environment.</param>
/// <param name="Before">The image as it was, or <c>null</c> where it is new.</param>
/// <param name="After">The image as it is, or <c>null</c> where it is gone.</param>
/// <param name="Verdict">Whether <paramref name="After"/> can move, or <c>null</c> where it is gone.</param>
internal sealed record ImageChange(string File, IReadOnlyList<string> Environments, ImageUse? Before, ImageUse? After, Verdict? Verdict)
{
    /// <summary>Whether one of <see cref="Environments"/> is production.</summary>
    public bool IsProduction { get; init; }

    /// <summary>The compressed bytes of the image as it was; <c>null</c> where the registry was not asked or does not say.</summary>
    public long? SizeBefore { get; init; }

    /// <summary>The compressed bytes of the image as it is; <c>null</c> where the registry was not asked or does not say.</summary>
    public long? SizeAfter { get; init; }
}
