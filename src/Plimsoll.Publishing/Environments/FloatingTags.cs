using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>The tags that name an image which is withdrawn, and follow releases.</summary>
/// <param name="Back">Those that may go back.</param>
/// <param name="Left">Those that stay.</param>
/// <param name="Lines">Which of those that go back belong to a version that is published meanwhile; <c>null</c> where none goes back.</param>
internal sealed record FloatingTags(IReadOnlyList<Tag> Back, IReadOnlyList<KeptTag> Left, IReleaseLines? Lines)
{
    /// <summary>No tag.</summary>
    public static FloatingTags None { get; } = new([], [], null);
}
