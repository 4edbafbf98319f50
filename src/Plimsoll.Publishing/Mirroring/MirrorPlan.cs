using System.Collections.Concurrent;
using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Mirroring;

/// <summary>What is to be done with a repository, with what was opened and read for it.</summary>
/// <param name="Repository">Both ends; <c>null</c> where the repository failed.</param>
/// <param name="Report">What is planned.</param>
internal sealed record MirrorPlan(MirroredRepository? Repository, SyncedRepository Report)
{
    /// <summary>The manifests that were read or made, by digest: an index of some platforms is nowhere else.</summary>
    public ConcurrentDictionary<Digest, ManifestContent> Manifests { get; init; } = [];
}
