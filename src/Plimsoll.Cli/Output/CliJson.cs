using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Tags;

namespace Plimsoll.Cli.Output;

/// <summary>The JSON results of the command: camelCase, indented, enumerations as words.</summary>
[JsonSerializable(typeof(TagsReport))]
[JsonSerializable(typeof(PlanReport))]
internal sealed partial class CliJson : JsonSerializerContext
{
    static CliJson() => Default = new CliJson(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Converters =
        {
            new JsonStringEnumConverter<TagAction>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<Mutability>(JsonNamingPolicy.CamelCase),
        },
    });
}
