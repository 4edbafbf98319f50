using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;

namespace Plimsoll.Publishing;

/// <summary>A tag that a repository does not have: what it has instead.</summary>
internal static class MissingTag
{
    /// <summary>Advice is not worth more tags than these.</summary>
    private const int MostTags = 1000;

    /// <summary>The failure, with the tag that was probably meant.</summary>
    /// <param name="failure">The registry's answer.</param>
    /// <param name="reference">The image that was asked for.</param>
    /// <param name="repository">Its repository.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<RegistryException> ExplainAsync(RegistryException failure, ImageReference reference, RegistryRepository repository, CancellationToken cancellationToken)
    {
        var tags = new List<string>();
        try
        {
            await foreach (var tag in repository.ListTagsAsync(cancellationToken))
                if (tags.Count < MostTags)
                    tags.Add(tag);
                else
                    break;
        }
        catch (PlimsollException)
        {
            // Whoever may not list tags gets the registry's answer alone.
        }

        if (tags.Count == 0)
            return failure;

        var meant = Spelling.Nearest(reference.Tag ?? "latest", tags.Where(tag => !Referrer.IsTechnicalTag(tag)));
        return failure.WithAdvice($"{(meant is null ? "" : $"Did you mean '{reference.WithoutTagOrDigest().WithTag(meant).Familiar}'? ")}List the tags of the repository with: plimsoll ls {reference.FamiliarName}");
    }
}
