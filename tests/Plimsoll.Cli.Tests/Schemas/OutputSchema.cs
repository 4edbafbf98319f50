using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Oci.Images;

namespace Plimsoll.Cli.Tests.Schemas;

/// <summary>The JSON schema of a result, from its record: what has a value in each result is required, and the record's own documentation describes it.</summary>
internal static class OutputSchema
{
    private static readonly JsonSerializerOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n" };

    /// <param name="name">The name of the schema: its file is <c>docs/schema/NAME.schema.json</c>.</param>
    /// <param name="type">What is written as JSON.</param>
    /// <returns>The text of the file.</returns>
    public static string Write(string name, JsonTypeInfo type)
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$id"] = $"https://plimsoll.dev/schema/{name}.schema.json",
            ["title"] = $"Plimsoll {name.Replace('-', ' ')}",
        };
        foreach (var (member, value) in (JsonObject)type.GetJsonSchemaAsNode(options))
            schema[member] = value?.DeepClone();
        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        // Anything is also {}, which takes a description.
        var schema = node as JsonObject ?? [];
        // It has a converter, which writes a number without end.
        if (context.TypeInfo.Type == typeof(BigInteger))
            schema = new JsonObject { ["type"] = "integer" };
        if (context.TypeInfo.Type == typeof(Digest))
            schema["type"] = context.PropertyInfo?.IsGetNullable == true ? new JsonArray("string", "null") : "string";
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && schema.ContainsKey("properties"))
            schema["required"] = new JsonArray([.. context.TypeInfo.Properties.Where(IsAlwaysWritten).Select(property => (JsonNode)property.Name)]);
        if (context.PropertyInfo is { Name: "schemaVersion" })
            schema["enum"] = new JsonArray(1);
        var description = context.PropertyInfo is { } property ? Documentation.Find(property) : context.Path.IsEmpty ? Documentation.Find(context.TypeInfo.Type) : null;
        if (description is not null)
            schema.Insert(0, "description", description);
        return schema;
    }

    private static bool IsAlwaysWritten(JsonPropertyInfo property) => property is { Get: not null, ShouldSerialize: null };
}
