using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll history</c>.</summary>
/// <param name="SchemaVersion">The version of this form.</param>
/// <param name="Name">The image as it was named.</param>
/// <param name="Digest">The digest of the image's manifest, not of an index that it is in.</param>
/// <param name="Platform">What it runs on.</param>
/// <param name="Steps">The steps, newest first.</param>
internal sealed record ImageHistory(int SchemaVersion, string Name, string Digest, string? Platform, IReadOnlyList<HistoryStep> Steps)
{
    /// <summary>The rows of <c>docker history</c>, with each layer as it is stored. A column that no step fills is left out.</summary>
    /// <param name="now">The present, for ages.</param>
    /// <param name="style">Where it is shown.</param>
    public IEnumerable<string> ToLines(DateTimeOffset now, TableStyle style)
    {
        (string Title, Func<HistoryStep, string> Cell, bool IsNeeded)[] columns =
        [
            ("LAYER", step => step.Layer ?? "-", true),
            ("CREATED", step => HumanAge.Format(step.Created, now), true),
            ("SIZE", step => step.UncompressedSize is { } size ? HumanSize.Format(size) : "?", Steps.Any(step => step is { Layer: not null, UncompressedSize: not null })),
            ("COMPRESSED", step => IsCompressed(step) || step.Layer is null ? HumanSize.Format(step.Size) : "-", Steps.Any(IsCompressed)),
            ("COMMENT", step => step.Comment is { Length: > 0 } comment ? OneLine(comment) : "-", Steps.Any(step => step.Comment is { Length: > 0 })),
            ("CREATED BY", step => OneLine(step.CreatedBy is { Length: > 0 } command ? command : "-"), true),
        ];
        var shown = columns.Where(column => column.IsNeeded).ToList();
        var table = new TextTable([.. shown.Select(column => column.Title)]);
        foreach (var step in Steps)
            table.Add([.. shown.Select(column => column.Cell(step))]);
        return table.Lines(style);
    }

    private static bool IsCompressed(HistoryStep step) => step.MediaType is { } type && !MediaTypes.IsUncompressed(type);

    /// <summary>A here-document of a Dockerfile has several lines.</summary>
    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');
}
