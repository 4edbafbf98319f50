using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>All that a plan for a repository is made of, collected before; nothing is read any more.</summary>
/// <param name="Inventory">What is there.</param>
/// <param name="Tags">The tags.</param>
/// <param name="Protected">The images that are kept whatever rules say, with the reason.</param>
/// <param name="Now">The time that ages are counted to.</param>
internal sealed record RetentionFacts(RepositoryInventory Inventory, IReadOnlyList<TagFacts> Tags, IReadOnlyDictionary<Digest, string> Protected, DateTimeOffset Now)
{
    /// <summary>Whether the registry may be able to delete a tag and leave its image. The default is <c>true</c>.</summary>
    public bool CanUntag { get; init; } = true;
}
