using System.Text.Json;
using Plimsoll.MetadataAction.Inputs;
using Plimsoll.MetadataAction.Outputs;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll metadata</c>: the outputs of the action by their names there, each a string.</summary>
internal sealed record MetadataReport(IReadOnlyList<KeyValuePair<string, string>> Outputs)
{
    public static MetadataReport Create(MetadataOutputs outputs, MetadataInputs inputs, BakeFiles files) => new(
    [
        new("version", outputs.Version.Main ?? ""),
        new("tags", string.Join(inputs.TagSeparator, outputs.Tags)),
        new("tag-names", string.Join(inputs.TagSeparator, outputs.TagNames)),
        new("labels", string.Join(inputs.LabelSeparator, outputs.Labels)),
        new("annotations", string.Join(inputs.AnnotationSeparator, outputs.Annotations)),
        new("json", outputs.Json),
        new("bake-file-tags", files.Tags),
        new("bake-file-labels", files.Labels),
        new("bake-file-annotations", files.Annotations),
        new("bake-file", files.All),
    ]);

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, CliJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schemaVersion", 1);
            foreach (var (name, value) in Outputs)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        }
        return LogText.NeutralizeJson(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
