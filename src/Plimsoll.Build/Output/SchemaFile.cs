using System.Text.Json;
using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.Output;

/// <summary>
/// <c>.nuke/build.schema.json</c>: targets and parameters for shell completion and editors. The shape, down to the
/// definition's name, is what the completion of NUKE reads.
/// </summary>
internal static class SchemaFile
{
    public const string RelativePath = ".nuke/build.schema.json";

    /// <summary>Writes the file if its content changed.</summary>
    public static async Task WriteAsync(AbsolutePath root, IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<BuildParameter> parameters, IEnumerable<string> hosts)
    {
        var content = ToJson(targets, parameters, hosts);
        string path = root / RelativePath;
        // Shell completion or a second build never reads a partial file.
        if (!File.Exists(path) || !(await File.ReadAllBytesAsync(path)).AsSpan().SequenceEqual(content))
            await AtomicFile.WriteAsync(path, content, CancellationToken.None);
    }

    internal static byte[] ToJson(IReadOnlyList<ExecutableTarget> targets, IReadOnlyList<BuildParameter> parameters, IEnumerable<string> hosts)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-04/schema#");
            json.WriteStartObject("definitions");
            Enumeration(json, "ExecutableTarget", targets.Select(t => t.Name).Order(StringComparer.Ordinal));
            Enumeration(json, "Host", hosts.Order(StringComparer.Ordinal));
            Enumeration(json, "Verbosity", Enum.GetNames<Verbosity>());
            BuiltIns(json);
            json.WriteEndObject();
            json.WriteStartArray("allOf");
            json.WriteStartObject();
            json.WriteStartObject("properties");
            foreach (var parameter in parameters)
                Property(json, parameter);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject();
            json.WriteString("$ref", "#/definitions/NukeBuild");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void BuiltIns(Utf8JsonWriter json)
    {
        json.WriteStartObject("NukeBuild");
        json.WriteStartObject("properties");
        foreach (var option in BuiltInOption.All.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(Pascal(option.Option));
            if (option == BuiltInOption.Target || option == BuiltInOption.Skip)
            {
                json.WriteString("type", "array");
                json.WriteString("description", option.Description);
                json.WriteStartObject("items");
                json.WriteString("$ref", "#/definitions/ExecutableTarget");
                json.WriteEndObject();
            }
            else if (option == BuiltInOption.Verbosity || option == BuiltInOption.Host)
            {
                json.WriteString("description", option.Description);
                json.WriteString("$ref", $"#/definitions/{Pascal(option.Option)}");
            }
            else if (option == BuiltInOption.Profile)
            {
                json.WriteString("type", "array");
                json.WriteString("description", option.Description);
                json.WriteStartObject("items");
                json.WriteString("type", "string");
                json.WriteEndObject();
            }
            else
            {
                json.WriteString("type", option.Value is not null && option != BuiltInOption.Plan ? "string" : "boolean");
                json.WriteString("description", option.Description);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Property(Utf8JsonWriter json, BuildParameter parameter)
    {
        json.WriteStartObject(parameter.Name);
        if (parameter.IsList)
        {
            json.WriteString("type", "array");
            Description(json, parameter);
            Items(json, ValueShape.GetElementType(parameter.Type)!, []);
        }
        else
        {
            Value(json, parameter.Type, []);
            Description(json, parameter);
        }

        if (parameter.IsSecret)
            json.WriteString("default", $"Set secrets in the environment: {parameter.Variable}, or encrypt them: ./build.sh {BuiltInOption.Secrets.Option}");
        json.WriteEndObject();
    }

    private static void Items(Utf8JsonWriter json, Type item, Type[] inside)
    {
        json.WriteStartObject("items");
        Value(json, item, inside);
        json.WriteEndObject();
    }

    /// <summary>Writes what a value of the type looks like.</summary>
    /// <param name="json">The writer, inside of the schema of the value.</param>
    /// <param name="type">The type.</param>
    /// <param name="inside">The types of the objects that the value is in: one that contains itself is not described without end.</param>
    private static void Value(Utf8JsonWriter json, Type type, Type[] inside)
    {
        if (ValueShape.IsScalar(type))
        {
            Scalar(json, type);
        }
        else if (ValueShape.GetElementType(type) is { } item)
        {
            json.WriteString("type", "array");
            Items(json, item, inside);
        }
        else if (ValueShape.GetDictionaryValueType(type) is { } value)
        {
            json.WriteString("type", "object");
            json.WriteStartObject("additionalProperties");
            Value(json, value, inside);
            json.WriteEndObject();
        }
        else
        {
            Object(json, Nullable.GetUnderlyingType(type) ?? type, inside);
        }
    }

    private static void Object(Utf8JsonWriter json, Type type, Type[] inside)
    {
        json.WriteString("type", "object");
        if (inside.Contains(type) || ObjectShape.TryCreate(type) is not { } shape)
            return;
        json.WriteStartObject("properties");
        foreach (var member in shape.Members)
        {
            json.WriteStartObject(member.Name);
            Value(json, member.Type, [.. inside, type]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (shape.Members.Where(m => m.IsRequired).Select(m => m.Name).ToList() is { Count: > 0 } required)
        {
            json.WriteStartArray("required");
            foreach (var name in required)
                json.WriteStringValue(name);
            json.WriteEndArray();
        }
    }

    private static void Scalar(Utf8JsonWriter json, Type type)
    {
        var underlying = Nullable.GetUnderlyingType(type);
        var scalar = underlying ?? type;
        var name = Type.GetTypeCode(scalar) switch
        {
            _ when scalar.IsEnum => "string",
            TypeCode.Boolean => "boolean",
            TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 => "integer",
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "number",
            _ => "string",
        };
        if (underlying is null)
        {
            json.WriteString("type", name);
        }
        else
        {
            json.WriteStartArray("type");
            json.WriteStringValue(name);
            json.WriteStringValue("null");
            json.WriteEndArray();
        }

        if (scalar == typeof(int))
            json.WriteString("format", "int32");
        if (ValueReader.GetChoices(scalar) is { Count: > 0 } choices)
            Values(json, choices);
    }

    private static void Description(Utf8JsonWriter json, BuildParameter parameter)
    {
        if (parameter.Description is { } description)
            json.WriteString("description", description);
    }

    private static void Enumeration(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "string");
        Values(json, values);
        json.WriteEndObject();
    }

    private static void Values(Utf8JsonWriter json, IEnumerable<string> values)
    {
        json.WriteStartArray("enum");
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string Pascal(string option) =>
        string.Concat(option.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
