using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The tags of a repository.</summary>
/// <param name="SchemaVersion">The version of this form.</param>
/// <param name="Repository">The repository.</param>
/// <param name="Tags">The tags, in the order that was asked for.</param>
/// <param name="Details">What each names; <c>null</c> where that was not asked for.</param>
internal sealed record TagList(int SchemaVersion, string Repository, IReadOnlyList<string> Tags, IReadOnlyList<TagDetailEntry>? Details)
{
    /// <summary>A line for each tag, below the columns' names where there are several.</summary>
    /// <param name="style">Where it is shown.</param>
    public IEnumerable<string> ToLines(TableStyle style)
    {
        if (Details is null)
            return Tags.Select(LogText.Neutralize);

        var table = new TextTable("TAG", "MUTABILITY", "CREATED", "PLATFORMS", "DIGEST");
        foreach (var tag in Details)
            table.Add(tag.Tag, tag.Mutability == Plimsoll.Tags.Mutability.Immutable ? "immutable" : "moving", tag.Created ?? "-", tag.Platforms.Count == 0 ? "-" : string.Join(',', tag.Platforms), tag.Digest ?? "-");
        return table.Lines(style);
    }
}
