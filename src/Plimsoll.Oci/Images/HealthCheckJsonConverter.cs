using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

/// <summary>A health check as Docker writes it, with times in nanoseconds. What has another shape is read as none.</summary>
internal sealed class HealthCheckJsonConverter : JsonConverter<HealthCheck>
{
    private const long NanosecondsPerTick = 100;

    public override HealthCheck? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var value = document.RootElement;
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("Test", out var test) || test.ValueKind != JsonValueKind.Array || test.EnumerateArray().Any(word => word.ValueKind != JsonValueKind.String))
            return null;

        return new HealthCheck([.. test.EnumerateArray().Select(word => word.GetString()!)])
        {
            Interval = ReadTime(value, "Interval"),
            Timeout = ReadTime(value, "Timeout"),
            StartPeriod = ReadTime(value, "StartPeriod"),
            Retries = ReadNumber(value, "Retries") is > 0 and <= int.MaxValue and var retries ? (int)retries : null,
        };
    }

    public override void Write(Utf8JsonWriter writer, HealthCheck value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("Test");
        foreach (var word in value.Test)
            writer.WriteStringValue(word);
        writer.WriteEndArray();
        foreach (var (name, time) in new[] { ("Interval", value.Interval), ("Timeout", value.Timeout), ("StartPeriod", value.StartPeriod) })
            if (time is { } span)
                writer.WriteNumber(name, span.Ticks * NanosecondsPerTick);
        if (value.Retries is { } retries)
            writer.WriteNumber("Retries", retries);
        writer.WriteEndObject();
    }

    /// <summary>0 stands for the engine's default.</summary>
    private static TimeSpan? ReadTime(JsonElement value, string name) => ReadNumber(value, name) is > 0 and var nanoseconds ? TimeSpan.FromTicks(nanoseconds / NanosecondsPerTick) : null;

    private static long ReadNumber(JsonElement value, string name) =>
        value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number) ? number : 0;
}
