using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Plimsoll.Build;

/// <summary>What a parsed XML document does not know of its file, and what stays when it is written back.</summary>
/// <param name="Encoding">The encoding, which writes a byte order mark where the file has one.</param>
/// <param name="NewLine">How its first line ends.</param>
/// <param name="Declaration">The XML declaration as the document has it; <c>null</c> without one.</param>
/// <param name="Head">The declaration as it is written, with the line end behind it; empty without one.</param>
internal sealed record XmlForm(Encoding Encoding, string NewLine, string? Declaration, string Head)
{
    /// <summary>Reads the form of a file that the document was just loaded from.</summary>
    public static XmlForm Of(string path, XDocument document)
    {
        var bytes = File.ReadAllBytes(path);
        var encoding = EncodingOf(bytes, document.Declaration?.Encoding);
        var text = encoding.GetString(bytes.AsSpan(encoding.Preamble.Length));
        var end = text.StartsWith("<?xml", StringComparison.Ordinal) ? text.IndexOf("?>", StringComparison.Ordinal) + 2 : 0;
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        var newLine = line > 0 && text[line - 1] == '\r' ? "\r\n" : "\n";
        return new XmlForm(encoding, line < 0 ? Environment.NewLine : newLine, document.Declaration?.ToString(), text[..end] + (text.AsSpan(end).StartsWith(newLine) ? newLine : ""));
    }

    /// <summary>Writes the document in this form, or in another encoding.</summary>
    public void Write(string path, XDocument document, SaveOptions options, Encoding? encoding = null)
    {
        encoding ??= Encoding;
        using var content = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            OmitXmlDeclaration = true,
            Encoding = encoding,
            Indent = !options.HasFlag(SaveOptions.DisableFormatting),
            NamespaceHandling = options.HasFlag(SaveOptions.OmitDuplicateNamespaces) ? NamespaceHandling.OmitDuplicates : NamespaceHandling.Default,
            NewLineChars = "\n",

            // A line end in a value keeps its escape; those of the file are single here, as XML reads them.
            NewLineHandling = NewLineHandling.Entitize,
        };
        using (var writer = XmlWriter.Create(content, settings))
            document.Save(writer);
        var preamble = encoding.Preamble.Length;
        var written = content.GetBuffer().AsSpan(0, (int)content.Length);
        var text = encoding.GetString(written.StartsWith(encoding.Preamble) ? written[preamble..] : written);
        var head = HeadOf(document, encoding);
        if (head.EndsWith('\n') && text.StartsWith('\n'))
            text = text[1..];
        File.WriteAllBytes(path, [.. encoding.Preamble, .. encoding.GetBytes(head + text.Replace("\n", NewLine, StringComparison.Ordinal))]);
    }

    private string HeadOf(XDocument document, Encoding encoding)
    {
        if (document.Declaration is not { } declaration)
            return "";
        if (declaration.ToString() == Declaration && encoding.WebName == Encoding.WebName)
            return Head;
        return new XDeclaration(declaration.Version, encoding.WebName, declaration.Standalone) + NewLine;
    }

    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes, string? declared)
    {
        foreach (var marked in (Encoding[])[new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode])
            if (bytes.StartsWith(marked.Preamble))
                return marked;
        try
        {
            if (declared is not null && Encoding.GetEncoding(declared) is { } known and not (UTF8Encoding or UnicodeEncoding or UTF32Encoding))
                return known;
        }
        catch (ArgumentException)
        {
            // Then it could not have been read, but as what it does not say.
        }

        return new UTF8Encoding(false);
    }
}
