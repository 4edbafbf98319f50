using Plimsoll.Policy.Scanners.Shell;

namespace Plimsoll.Policy.Scanners.GitHub;

/// <summary>An input of a known action that names images: one, or several in lines or between commas.</summary>
/// <param name="Name">The input.</param>
/// <param name="Behind">What stands before the image in a line, <c>=</c> in <c>name=image</c>; empty where the line is the image.</param>
internal sealed record ActionInput(string Name, string Behind = "")
{
    /// <summary>What the action does with the image.</summary>
    public ImageRole Role { get; init; } = ImageRole.Uses;
}
