using System.Text;

namespace Plimsoll.Git;

/// <summary>An annotated tag (git-mktag): a line <c>object ID</c>, <c>type KIND</c>, and others.</summary>
internal static class TagObject
{
    /// <summary>The id of what it names; <c>null</c> where it is another object.</summary>
    public static string? ParseTarget(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("object "u8) && bytes.IndexOf((byte)'\n') is > 0 and var end ? Encoding.ASCII.GetString(bytes["object ".Length..end]) : null;
}
