using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Benchmarks.Reports;

/// <summary>What is measured as JSON: camelCase, indented; times in seconds, memory in bytes.</summary>
[JsonSerializable(typeof(CommandJson))]
[JsonSerializable(typeof(PartsJson))]
internal sealed partial class BenchmarkJson : JsonSerializerContext
{
    static BenchmarkJson() => Default = new BenchmarkJson(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
    });
}
