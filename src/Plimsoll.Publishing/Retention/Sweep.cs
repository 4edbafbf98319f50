using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Retention;

/// <summary>
/// Tells what can be deleted where some tags go. The roots are everything that stays: all other tags, what is protected, and
/// images without a tag that nobody wants deleted. What a root reaches stays.
/// </summary>
internal static class Sweep
{
    /// <summary>Splits a repository.</summary>
    /// <param name="inventory">What is there.</param>
    /// <param name="tags">The tags that go.</param>
    /// <param name="untagged">The images without a tag that go.</param>
    /// <param name="isProtected">The images that stay, whoever names them.</param>
    /// <returns>What can be deleted: what belongs to them and to nothing that stays. And all that stays.</returns>
    public static (HashSet<Digest> Doomed, HashSet<Digest> Kept) Split(RepositoryInventory inventory, IReadOnlySet<string> tags, IReadOnlyCollection<Digest> untagged, IEnumerable<Digest> isProtected)
    {
        var doomed = inventory.Own(inventory.Tags.Where(tag => tags.Contains(tag.Key)).Select(tag => tag.Value).Concat(untagged));
        var roots = inventory.Tags.Where(tag => !tags.Contains(tag.Key) && !(IsAttached(inventory, tag.Key) && doomed.Contains(tag.Value))).Select(tag => tag.Value)
            .Concat(isProtected)
            .Concat(inventory.Untagged.Select(version => version.Digest).Where(digest => !doomed.Contains(digest)));
        var kept = inventory.Reach(roots);
        doomed.RemoveWhere(digest => kept.Contains(digest) || !inventory.Manifests.ContainsKey(digest));
        return (doomed, kept);
    }

    /// <summary>Whether a tag belongs to an image, and so is no reason of its own to keep anything.</summary>
    private static bool IsAttached(RepositoryInventory inventory, string tag) => TagReader.FindSubject(tag) is { } subject && inventory.Manifests.ContainsKey(subject);
}
