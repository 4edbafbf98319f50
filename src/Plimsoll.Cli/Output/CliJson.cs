using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Tags;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The JSON results of the command: camelCase, indented, enumerations as words.</summary>
[JsonSerializable(typeof(TagsReport))]
[JsonSerializable(typeof(ConfigReport))]
[JsonSerializable(typeof(InitReport))]
[JsonSerializable(typeof(MigrationReport))]
[JsonSerializable(typeof(CopyResult))]
[JsonSerializable(typeof(DiffResult))]
[JsonSerializable(typeof(SyncResult))]
[JsonSerializable(typeof(TagResult))]
[JsonSerializable(typeof(DeleteResult))]
[JsonSerializable(typeof(DigestResult))]
[JsonSerializable(typeof(TagList))]
[JsonSerializable(typeof(RepositoryList))]
[JsonSerializable(typeof(EngineImageList))]
[JsonSerializable(typeof(SearchReport))]
[JsonSerializable(typeof(ImageInfo))]
[JsonSerializable(typeof(ImageHistory))]
[JsonSerializable(typeof(VerifyReport))]
[JsonSerializable(typeof(LoginReport))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(RuleList))]
[JsonSerializable(typeof(NextVersionReport))]
[JsonSerializable(typeof(ComponentVersionList))]
[JsonSerializable(typeof(VersionReport))]
[JsonSerializable(typeof(ReceiptAttachment))]
[JsonSerializable(typeof(ReceiptListReport))]
[JsonSerializable(typeof(RunAttachmentReport))]
[JsonSerializable(typeof(RunVerificationReport))]
[JsonSerializable(typeof(ReceiptVerificationReport))]
[JsonSerializable(typeof(EnvironmentChangeReport))]
[JsonSerializable(typeof(EnvironmentChangeRunReport))]
[JsonSerializable(typeof(PinResult))]
[JsonSerializable(typeof(DeploymentFilesResult))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>A result as indented JSON without a line break at the end, and without a command to a CI host.</summary>
    public static string Write<T>(T value, JsonTypeInfo<T> type) => LogText.NeutralizeJson(JsonSerializer.Serialize(value, type));

    /// <summary>The same for what is written by hand.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

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
