using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Mirroring;

/// <summary>What mirroring does, or did, with a repository.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Tags">Its tags: those that the rules select, in the order of the rules, those that cosign keeps signatures of these under, then those that are deleted.</param>
public sealed record SyncedRepository(SyncRepository Repository, IReadOnlyList<SyncedTag> Tags)
{
    /// <summary>Why the repository was left as it is; <c>null</c> where it was not.</summary>
    public PlimsollException? Failure { get; init; }

    /// <summary>Source, as messages and JSON name it.</summary>
    internal string From => Repository.From.Reference?.FamiliarName ?? Repository.From.ToString();

    /// <summary>Destination, as messages and JSON name it.</summary>
    internal string To => Repository.To.Reference?.FamiliarName ?? Repository.To.ToString();
}
