using System.IO.Enumeration;

namespace Plimsoll.Tags.Versions;

/// <summary>Tags that are not releases although they look like some: those of an old numbering, or made by mistake.</summary>
/// <param name="patterns">With <c>*</c> (any characters, including <c>/</c>) and <c>?</c>, case-sensitive.</param>
internal sealed class IgnoredTags(IReadOnlyList<string> patterns)
{
    /// <summary>Whether a tag is one of them.</summary>
    public bool Contains(string tag) => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, tag, ignoreCase: false));
}
