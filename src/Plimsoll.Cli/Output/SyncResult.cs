using Plimsoll.Publishing.Mirroring;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll sync</c>.</summary>
/// <param name="SchemaVersion">1.</param>
/// <param name="DryRun">Whether nothing was written.</param>
/// <param name="Changed">Whether anything was changed, or would be.</param>
/// <param name="Repositories">The repositories, in the order of the file.</param>
internal sealed record SyncResult(int SchemaVersion, bool DryRun, bool Changed, IReadOnlyList<SyncRepositoryEntry> Repositories)
{
    public static SyncResult Create(SyncReport report) => new(1, report.IsPlan, report.HasChanges, [.. report.Repositories.Select(SyncRepositoryEntry.Create)]);
}
