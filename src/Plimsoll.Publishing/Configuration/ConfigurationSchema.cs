using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plimsoll.Publishing.Configuration.Keys;

namespace Plimsoll.Publishing.Configuration;

/// <summary>Writes the JSON schema of <c>plimsoll.yml</c> (draft 7), which editors complete and check the file with.</summary>
internal sealed class ConfigurationSchema
{
    /// <summary>The name that files refer to the schema by.</summary>
    public const string Id = "https://plimsoll.dev/schema/config.schema.json";

    private readonly Utf8JsonWriter _json;

    /// <summary>The values that are written once and referred to, in the order of their first use.</summary>
    private readonly List<ConfigurationValue> _named = [];

    private ConfigurationSchema(Utf8JsonWriter json) => _json = json;

    /// <summary>The schema, ending with a line feed.</summary>
    public static string Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            new ConfigurationSchema(json).WriteRoot();
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private void WriteRoot()
    {
        _json.WriteStartObject();
        _json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
        _json.WriteString("$id", Id);
        _json.WriteString("title", "Plimsoll configuration");
        _json.WriteString("description", "plimsoll.yml: how the images of a repository are built, tagged, published and checked. Every key can be left out.");
        WriteForm(Forms(ConfigurationKeys.Root).Single());
        _json.WriteStartObject("definitions");
        // What a definition refers to is added to the list.
        for (var index = 0; index < _named.Count; index++)
        {
            _json.WriteStartObject(_named[index].Name!);
            WriteForms(_named[index]);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteKey(ConfigurationKey key)
    {
        _json.WriteStartObject(key.Name);
        _json.WriteString("description", key.Description);
        if (key.Default is { } value)
            WriteDefault(key.Value, value);
        WriteValue(key.Value, hasSiblings: true);
        _json.WriteEndObject();
    }

    private void WriteDefault(ConfigurationValue declared, string value)
    {
        if (declared.TakesFlag && value is "true" or "false")
            _json.WriteBoolean("default", value == "true");
        else
            _json.WriteString("default", value);
    }

    private void WriteValue(ConfigurationValue value, bool hasSiblings = false)
    {
        if (value.Name is not { } name)
        {
            WriteForms(value);
            return;
        }

        if (!_named.Exists(other => other.Name == name))
            _named.Add(value);

        // In draft 7 nothing counts beside a reference.
        if (hasSiblings)
            _json.WriteStartArray("allOf");
        if (hasSiblings)
            _json.WriteStartObject();
        _json.WriteString("$ref", $"#/definitions/{name}");
        if (hasSiblings)
            _json.WriteEndObject();
        if (hasSiblings)
            _json.WriteEndArray();
    }

    private void WriteForms(ConfigurationValue value)
    {
        var forms = Forms(value).ToList();
        if (forms is [var only])
        {
            WriteForm(only);
            return;
        }

        _json.WriteStartArray("anyOf");
        foreach (var form in IsOneOrMany(value) ? [value.Item!, new ConfigurationValue { Item = value.Item }] : forms)
        {
            _json.WriteStartObject();
            if (form.Name is null)
                WriteForm(form);
            else
                WriteValue(form);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    /// <summary>Whether it is what its entries are, which have a name, or a list of them.</summary>
    private static bool IsOneOrMany(ConfigurationValue value) => value.Item is { Name: { } name } item && value with { Name = name, Item = item.Item } == item;

    /// <summary>The forms of a value, each with that form alone.</summary>
    private static IEnumerable<ConfigurationValue> Forms(ConfigurationValue value)
    {
        if (value.TakesText || value.TakesFlag)
            yield return new ConfigurationValue { TakesText = value.TakesText, TakesFlag = value.TakesFlag };
        if (value.Choices.Count > 0)
            yield return new ConfigurationValue { Choices = value.Choices };
        if (value.Keys.Count > 0)
            yield return new ConfigurationValue { Keys = value.Keys };
        foreach (var keys in value.Variants)
            yield return new ConfigurationValue { Keys = keys };
        if (value.Member is not null)
            yield return new ConfigurationValue { Member = value.Member, MemberPattern = value.MemberPattern };
        if (value.Item is not null)
            yield return new ConfigurationValue { Item = value.Item };
    }

    private void WriteForm(ConfigurationValue form)
    {
        if (form.Choices.Count > 0)
        {
            _json.WriteStartArray("enum");
            foreach (var choice in form.Choices)
                _json.WriteStringValue(choice);
            _json.WriteEndArray();
        }
        else if (form.Item is { } item)
        {
            _json.WriteString("type", "array");
            _json.WriteStartObject("items");
            WriteValue(item);
            _json.WriteEndObject();
        }
        else if (form.IsMapping)
        {
            WriteMapping(form);
        }
        else
        {
            // YAML takes 2.1 for a number.
            WriteTypes([.. form.TakesText ? (string[])["string", "number"] : [], .. form.TakesFlag ? (string[])["boolean"] : []]);
        }
    }

    private void WriteMapping(ConfigurationValue form)
    {
        var required = form.Keys.Where(key => key.IsRequired).ToList();
        // A key with nothing behind it is as good as none.
        WriteTypes(required.Count > 0 ? ["object"] : ["object", "null"]);
        if (required.Count > 0)
        {
            _json.WriteStartArray("required");
            foreach (var key in required)
                _json.WriteStringValue(key.Name);
            _json.WriteEndArray();
        }

        if (form.Member is { } member)
        {
            if (form.MemberPattern is not null)
                _json.WriteStartObject("patternProperties");
            _json.WriteStartObject(form.MemberPattern ?? "additionalProperties");
            WriteValue(member);
            _json.WriteEndObject();
            if (form.MemberPattern is not null)
                _json.WriteEndObject();
        }
        else
        {
            _json.WriteStartObject("properties");
            foreach (var key in form.Keys)
                WriteKey(key);
            _json.WriteEndObject();
        }

        if (form.Member is null || form.MemberPattern is not null)
            _json.WriteBoolean("additionalProperties", false);
    }

    private void WriteTypes(IReadOnlyList<string> types)
    {
        if (types is [var only])
        {
            _json.WriteString("type", only);
            return;
        }

        _json.WriteStartArray("type");
        foreach (var type in types)
            _json.WriteStringValue(type);
        _json.WriteEndArray();
    }
}
