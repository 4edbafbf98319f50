using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Xml;

/// <summary>An element that holds nothing but one piece of text.</summary>
/// <param name="Path">The local names from the root's to its own, a slash between them.</param>
/// <param name="Parent">A number that the elements of the same parent share.</param>
/// <param name="Value">The text without the white space around it, its entities replaced.</param>
/// <param name="Range">Where that stands.</param>
internal sealed record XmlElement(string Path, int Parent, string Value, TextRange Range)
{
    /// <summary>The local name.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Whether the path ends with these names, a slash between them.</summary>
    public bool IsAt(string names) => Path.EndsWith("/" + names, StringComparison.Ordinal);
}
