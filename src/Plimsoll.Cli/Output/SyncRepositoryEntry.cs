using Plimsoll.Publishing.Mirroring;

namespace Plimsoll.Cli.Output;

/// <summary>A mirrored repository.</summary>
/// <param name="From">The source.</param>
/// <param name="To">The destination.</param>
/// <param name="Tags">The tags that the rules select, then those that are deleted.</param>
/// <param name="Error">Why the repository was left as it is.</param>
internal sealed record SyncRepositoryEntry(string From, string To, IReadOnlyList<SyncTagEntry> Tags, string? Error)
{
    public static SyncRepositoryEntry Create(SyncedRepository repository) =>
        new(repository.From, repository.To, [.. repository.Tags.Select(SyncTagEntry.Create)], repository.Failure?.Message);
}
