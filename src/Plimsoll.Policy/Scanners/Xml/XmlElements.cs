using System.Xml;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Xml;

/// <summary>Reads the texts of an XML file with their places. Nothing outside of the file is read, and no entity is defined.</summary>
internal static class XmlElements
{
    private const int MaximumDepth = 256;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    /// <summary>The elements with a text, in order; <c>null</c> where the file is not well-formed, which the context is told.</summary>
    public static List<XmlElement>? Read(ScanContext context)
    {
        var elements = new List<XmlElement>();
        var open = new Stack<Level>();
        var (text, offsets, ids) = (context.Source.Text, LineOffsets(context.Source), 0);
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            var lines = (IXmlLineInfo)reader;
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element when open.Count >= MaximumDepth:
                        context.Refuse($"its elements are nested more than {MaximumDepth} deep", Offset(lines));
                        return null;
                    case XmlNodeType.Element:
                        if (open.TryPeek(out var parent))
                            parent.IsText = false;
                        if (!reader.IsEmptyElement)
                            open.Push(new Level($"{parent?.Path}/{reader.LocalName}", ids++));
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA when open.TryPeek(out var level):
                        level.IsText &= level.Value is null;
                        (level.Value, level.Start, level.IsData) = (reader.Value, Offset(lines), reader.NodeType == XmlNodeType.CDATA);
                        break;
                    case XmlNodeType.EndElement:
                        var closed = open.Pop();
                        if (closed is { IsText: true, Value: { } value } && value.Trim() is { Length: > 0 } trimmed)
                            elements.Add(new XmlElement(closed.Path, open.TryPeek(out var around) ? around.Id : -1, trimmed, Trimmed(text, closed)));
                        break;
                }
            }

            return elements;
        }
        catch (XmlException exception)
        {
            context.Refuse("it is not well-formed XML", exception.LineNumber < 1 ? 0 : offsets[Math.Min(exception.LineNumber, offsets.Count) - 1] + Math.Max(0, exception.LinePosition - 1));
            return null;
        }

        int Offset(IXmlLineInfo lines) => offsets[lines.LineNumber - 1] + lines.LinePosition - 1;
    }

    private static TextRange Trimmed(string text, Level level)
    {
        var end = text.IndexOf(level.IsData ? "]]>" : "<", level.Start, StringComparison.Ordinal);
        var start = level.Start;
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return new TextRange(start, end);
    }

    private static List<int> LineOffsets(SourceText source)
    {
        var offsets = new List<int>(source.LineCount);
        for (var (line, offset) = (1, 0); line <= source.LineCount; line++)
        {
            offsets.Add(offset);
            offset += source.Line(line).Length;
        }

        return offsets;
    }

    /// <summary>An element that is not closed yet.</summary>
    private sealed class Level(string path, int id)
    {
        public string Path { get; } = path;
        public int Id { get; } = id;

        /// <summary>Whether it holds at most one text, and no element.</summary>
        public bool IsText { get; set; } = true;

        public string? Value { get; set; }
        public int Start { get; set; }
        public bool IsData { get; set; }
    }
}
