using System.Collections;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.XPath;

namespace Plimsoll.Build;

/// <summary>Reads and changes single values of XML files.</summary>
public static class XmlTasks
{
    /// <summary>What a text is called in messages, where a file has its path.</summary>
    private const string Text = "The text";

    /// <summary>The values of the elements or attributes that an XPath finds, in the order of the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="xpath">The XPath: <c>//PackageReference/@Version</c>.</param>
    /// <param name="namespaces">The prefixes in it, with their namespaces.</param>
    /// <exception cref="BuildException">The file is not valid XML, or the XPath is not one of elements or attributes (exit code 2).</exception>
    public static IEnumerable<string> XmlPeek(string path, string xpath, params (string prefix, string uri)[] namespaces) =>
        [.. Find(Load(path), path, xpath, namespaces).Select(ValueOf)];

    /// <summary>The values of the elements or attributes that an XPath finds in a text, in its order.</summary>
    /// <param name="content">The text.</param>
    /// <param name="xpath">The XPath: <c>//version</c>.</param>
    /// <param name="namespaces">The prefixes in it, with their namespaces.</param>
    /// <exception cref="BuildException">The text is not valid XML, or the XPath is not one of elements or attributes (exit code 2).</exception>
    public static IEnumerable<string> XmlPeekFromString(string content, string xpath, params (string prefix, string uri)[] namespaces) =>
        [.. Find(Parse(content), Text, xpath, namespaces).Select(ValueOf)];

    /// <summary>The elements that an XPath finds in a text.</summary>
    /// <inheritdoc cref="XmlPeekFromString"/>
    public static IEnumerable<XElement> XmlPeekElementsFromString(string content, string xpath, params (string prefix, string uri)[] namespaces) =>
        [.. Find(Parse(content), Text, xpath, namespaces).OfType<XElement>()];

    /// <summary>The value of the only element or attribute that an XPath finds in a text, or <c>null</c> where it finds none.</summary>
    /// <inheritdoc cref="XmlPeekFromString"/>
    public static string? XmlPeekSingleFromString(string content, string xpath, params (string prefix, string uri)[] namespaces) =>
        SingleOf(Find(Parse(content), Text, xpath, namespaces), Text, xpath);

    /// <summary>The elements that an XPath finds.</summary>
    /// <inheritdoc cref="XmlPeek"/>
    public static IEnumerable<XElement> XmlPeekElements(string path, string xpath, params (string prefix, string uri)[] namespaces) =>
        [.. Find(Load(path), path, xpath, namespaces).OfType<XElement>()];

    /// <summary>The value of the only element or attribute that an XPath finds, or <c>null</c> where it finds none.</summary>
    /// <inheritdoc cref="XmlPeek"/>
    public static string? XmlPeekSingle(string path, string xpath, params (string prefix, string uri)[] namespaces) =>
        SingleOf(Find(Load(path), path, xpath, namespaces), path, xpath);

    /// <summary>
    /// Sets the value of the only element or attribute that an XPath finds; the rest of the file stays as it is, with its encoding, byte order
    /// mark and line ends.
    /// </summary>
    /// <inheritdoc cref="XmlPeek"/>
    public static void XmlPoke(string path, string xpath, object value, params (string prefix, string uri)[] namespaces) => Poke(path, xpath, value, null, namespaces);

    /// <summary>Sets the value of the only element or attribute that an XPath finds, and writes the file in an encoding.</summary>
    /// <inheritdoc cref="XmlPeek"/>
    public static void XmlPoke(string path, string xpath, object value, Encoding encoding, params (string prefix, string uri)[] namespaces) =>
        Poke(path, xpath, value, encoding, namespaces);

    private static void Poke(string path, string xpath, object value, Encoding? encoding, (string prefix, string uri)[] namespaces)
    {
        var document = Load(path);
        var form = XmlForm.Of(path, document);
        var found = Find(document, path, xpath, namespaces);
        switch (found)
        {
            case [XElement element]:
                element.SetValue(value);
                break;
            case [XAttribute attribute]:
                attribute.SetValue(value);
                break;
            default:
                throw BuildException.Usage($"{path} has {found.Count} of {xpath}, instead of one.");
        }

        form.Write(path, document, SaveOptions.DisableFormatting, encoding);
    }

    private static XDocument Load(string path) => Read(() => XDocument.Load(path, LoadOptions.PreserveWhitespace), path);

    private static XDocument Parse(string content) => Read(() => XDocument.Parse(content), Text);

    private static XDocument Read(Func<XDocument> read, string source)
    {
        try
        {
            return read();
        }
        catch (XmlException exception)
        {
            throw BuildException.Usage($"{source} is not valid XML: {exception.Message}", null, exception);
        }
    }

    private static string? SingleOf(List<XObject> found, string source, string xpath) => found switch
    {
        [] => null,
        [var only] => ValueOf(only),
        _ => throw BuildException.Usage($"{source} has {found.Count} of {xpath}, instead of one."),
    };

    private static List<XObject> Find(XDocument document, string path, string xpath, (string prefix, string uri)[] namespaces)
    {
        var manager = new XmlNamespaceManager(new NameTable());
        foreach (var (prefix, uri) in namespaces)
            manager.AddNamespace(prefix, uri);
        try
        {
            return document.XPathEvaluate(xpath, manager) is IEnumerable found and not string
                ? [.. found.Cast<XObject>().Where(item => item is XElement or XAttribute)]
                : throw BuildException.Usage($"XPath '{xpath}' finds no elements or attributes, but a value.");
        }
        catch (XPathException exception)
        {
            throw BuildException.Usage($"XPath '{xpath}' for {path} is not valid: {exception.Message}", null, exception);
        }
    }

    private static string ValueOf(XObject item) => item is XElement element ? element.Value : ((XAttribute)item).Value;
}
