using Plimsoll.Publishing.Mirroring;
using Plimsoll.Publishing.Reports;

namespace Plimsoll.Cli.Output;

/// <summary>A tag of a mirrored repository.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Action">What is done with it: unchanged, create, move, conflict or delete.</param>
/// <param name="Before">The digest that it pointed to in the destination.</param>
/// <param name="After">The digest that it points to then.</param>
/// <param name="Bytes">The bytes that were sent; with --dry-run those of the image, the most that is sent. Tags of one image have them once.</param>
/// <param name="Referrers">How many manifests that refer to the image were sent.</param>
/// <param name="Error">Why it could not be done.</param>
internal sealed record SyncTagEntry(string Tag, string Action, string? Before, string? After, long? Bytes, int Referrers, string? Error)
{
    public static SyncTagEntry Create(SyncedTag tag) =>
        new(tag.Tag, PlanLines.FormatName(tag.Action), tag.Before?.ToString(), tag.After?.ToString(), tag.Bytes, tag.Referrers, tag.Failure?.Message);
}
