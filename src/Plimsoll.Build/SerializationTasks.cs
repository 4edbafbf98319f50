using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Serialization;

namespace Plimsoll.Build;

/// <summary>
/// Objects in JSON and XML files. JSON is written with indents, its property names in small letters at first; they are read in any case, with
/// comments and trailing commas. YAML is not supported: the library has no reader of it.
/// </summary>
public static class SerializationTasks
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads an object from a JSON file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="BuildException">It is not valid JSON, or none of such an object (exit code 2).</exception>
    public static T ReadJson<T>(this AbsolutePath path, JsonSerializerOptions? options = null)
    {
        try
        {
            using var content = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(content, options ?? Options) ?? throw BuildException.Usage($"{path} is null, and no {typeof(T).Name}.");
        }
        catch (JsonException exception)
        {
            throw BuildException.Usage($"{path}, line {exception.LineNumber + 1} cannot be read as {typeof(T).Name}: {exception.Message}", null, exception);
        }
    }

    /// <summary>Writes an object to a JSON file, with its directories.</summary>
    /// <param name="path">The file.</param>
    /// <param name="obj">The object.</param>
    /// <param name="options">How it is written.</param>
    public static AbsolutePath WriteJson<T>(this AbsolutePath path, T obj, JsonSerializerOptions? options = null) =>
        path.WriteAllText(JsonSerializer.Serialize(obj, options ?? Options) + Environment.NewLine);

    /// <summary>Reads an object from a JSON file, changes it, and writes it back.</summary>
    /// <inheritdoc cref="ReadJson{T}"/>
    public static AbsolutePath UpdateJson<T>(this AbsolutePath path, Action<T> update, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(update);
        var value = path.ReadJson<T>(options);
        update(value);
        return path.WriteJson(value, options);
    }

    /// <summary>Reads a JSON file, changes it, and writes it back; comments in it are lost.</summary>
    /// <exception cref="BuildException">It is not a JSON object (exit code 2).</exception>
    public static AbsolutePath UpdateJson(this AbsolutePath path, Action<JsonObject> update) => path.UpdateJson<JsonObject>(update);

    /// <summary>Reads an XML file, with its white space.</summary>
    /// <exception cref="BuildException">It is not valid XML (exit code 2).</exception>
    public static XDocument ReadXml(this AbsolutePath path, LoadOptions options = LoadOptions.PreserveWhitespace)
    {
        try
        {
            return XDocument.Load(path, options);
        }
        catch (XmlException exception)
        {
            throw BuildException.Usage($"{path} is not valid XML: {exception.Message}", null, exception);
        }
    }

    /// <summary>Reads an object from an XML file, as <see cref="XmlSerializer"/> does.</summary>
    /// <exception cref="BuildException">It is not valid XML, or none of such an object (exit code 2).</exception>
    public static T ReadXml<T>(this AbsolutePath path)
    {
        try
        {
            using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return (T?)new XmlSerializer(typeof(T)).Deserialize(reader) ?? throw BuildException.Usage($"{path} is empty, and no {typeof(T).Name}.");
        }
        catch (InvalidOperationException exception) when (exception.InnerException is not null)
        {
            throw BuildException.Usage($"{path} cannot be read as {typeof(T).Name}: {exception.InnerException.Message}", null, exception);
        }
    }

    /// <summary>Writes an XML file, with its directories.</summary>
    public static AbsolutePath WriteXml(this AbsolutePath path, XDocument obj, SaveOptions saveOptions = SaveOptions.None)
    {
        ArgumentNullException.ThrowIfNull(obj);
        path.Parent?.CreateDirectory();
        obj.Save(path, saveOptions);
        return path;
    }

    /// <summary>Writes an object to an XML file, as <see cref="XmlSerializer"/> does, with its directories.</summary>
    public static AbsolutePath WriteXml<T>(this AbsolutePath path, T obj, SaveOptions saveOptions = SaveOptions.None)
    {
        var document = new XDocument();
        using (var writer = document.CreateWriter())
            new XmlSerializer(typeof(T)).Serialize(writer, obj);
        return path.WriteXml(document, saveOptions);
    }

    /// <summary>Reads an XML file, changes it, and writes it back; white space, encoding, byte order mark and line ends stay as they are.</summary>
    /// <exception cref="BuildException">It is not valid XML (exit code 2).</exception>
    public static AbsolutePath UpdateXml(
        this AbsolutePath path, Action<XDocument> update, LoadOptions loadOptions = LoadOptions.PreserveWhitespace, SaveOptions saveOptions = SaveOptions.DisableFormatting)
    {
        ArgumentNullException.ThrowIfNull(update);
        var document = path.ReadXml(loadOptions);
        var form = XmlForm.Of(path, document);
        update(document);
        form.Write(path, document, saveOptions);
        return path;
    }

    /// <summary>The JSON of an object.</summary>
    public static string JsonSerialize<T>(T obj, JsonSerializerOptions? options = null) => JsonSerializer.Serialize(obj, options ?? Options);

    /// <summary>The object of a JSON text.</summary>
    /// <exception cref="JsonException">It is not valid JSON, or none of such an object.</exception>
    public static T? JsonDeserialize<T>(string content, JsonSerializerOptions? options = null) => JsonSerializer.Deserialize<T>(content, options ?? Options);

    /// <summary>Writes an object to a JSON file; newer builds call <see cref="WriteJson{T}"/>.</summary>
    public static void JsonSerializeToFile<T>(T obj, string path, JsonSerializerOptions? options = null) => AbsolutePath.Create(Path.GetFullPath(path)).WriteJson(obj, options);

    /// <summary>Reads an object from a JSON file; newer builds call <see cref="ReadJson{T}"/>.</summary>
    /// <exception cref="BuildException">It is not valid JSON, or none of such an object (exit code 2).</exception>
    public static T JsonDeserializeFromFile<T>(string path, JsonSerializerOptions? options = null) => AbsolutePath.Create(Path.GetFullPath(path)).ReadJson<T>(options);
}
