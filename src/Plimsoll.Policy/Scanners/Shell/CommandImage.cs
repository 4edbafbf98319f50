namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>An image that a command names.</summary>
/// <param name="Word">The part of the command that names it.</param>
/// <param name="Role">What the command does with it.</param>
internal readonly record struct CommandImage(ShellWord Word, ImageRole Role)
{
    /// <summary>The word with the tag, where it stands apart.</summary>
    public ShellWord? Tag { get; init; }

    /// <summary>Why no digest can be written there, or <c>null</c>.</summary>
    public string? PinRefusal { get; init; }
}
