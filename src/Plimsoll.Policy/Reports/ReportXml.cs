using System.Text;
using System.Xml;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Policy.Reports;

/// <summary>The form that all reports in XML have: indented, UTF-8 without byte order mark, ended by a line feed.</summary>
internal static class ReportXml
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        CloseOutput = false,
    };

    public static async Task WriteAsync(Stream output, Action<XmlWriter> write, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
            write(xml);

        buffer.WriteByte((byte)'\n');
        await output.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
    }

    /// <summary>Foreign text with nothing that XML cannot hold, a terminal would obey or a CI host would run.</summary>
    public static string Text(string text)
    {
        var neutral = LogText.Neutralize(text);
        return neutral.All(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)) ? neutral : string.Concat(neutral.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD'));
    }
}
