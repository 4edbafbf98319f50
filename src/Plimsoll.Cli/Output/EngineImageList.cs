using Plimsoll.Oci;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The images of the Docker Engine.</summary>
/// <param name="SchemaVersion">The version of this form.</param>
/// <param name="Engine">Where the engine is.</param>
/// <param name="Images">The images, newest first, one for each name.</param>
internal sealed record EngineImageList(int SchemaVersion, string Engine, IReadOnlyList<EngineImageEntry> Images)
{
    /// <summary>The columns of <c>docker images</c>.</summary>
    /// <param name="now">The present, for ages.</param>
    /// <param name="style">Where it is shown.</param>
    public IEnumerable<string> ToLines(DateTimeOffset now, TableStyle style)
    {
        var table = new TextTable("NAME", "TAG", "ID", "CREATED", "SIZE");
        foreach (var image in Images)
            table.Add(image.Name ?? "-", image.Tag ?? "-", image.Id, HumanAge.Format(image.Created, now), HumanSize.Format(image.Size));
        return table.Lines(style);
    }
}
