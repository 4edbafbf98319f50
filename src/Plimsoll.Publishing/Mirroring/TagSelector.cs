using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Publishing.Mirroring;

/// <summary>Selects the tags of a repository that are mirrored: by their names, and where a rule says so by the age of their images.</summary>
/// <param name="source">The repository.</param>
/// <param name="now">The present.</param>
internal sealed class TagSelector(IImageRepository source, DateTimeOffset now)
{
    /// <summary>The tags that name images; those that tools keep beside them go with the images.</summary>
    public static IReadOnlyList<string> SelectImages(IEnumerable<string> tags) => [.. tags.Where(tag => !Referrer.IsTechnicalTag(tag)).Distinct(StringComparer.Ordinal)];

    /// <summary>The tags that cosign keeps signatures, attestations and SBOMs of some images under. Lists of referrers are no such tags: registries and clients write them.</summary>
    public static IEnumerable<string> SelectAttached(IEnumerable<string> tags, IEnumerable<Digest> images)
    {
        var names = images.Select(Referrer.GetTag).ToHashSet(StringComparer.Ordinal);
        return tags.Where(tag => tag.IndexOf('.') is > 0 and var dot && names.Contains(tag[..dot])).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The tags that one of the rules selects; all where there is none.</summary>
    public async Task<IReadOnlyList<string>> SelectAsync(IReadOnlyList<string> tags, IReadOnlyList<TagSelection> rules, CancellationToken cancellationToken)
    {
        var selected = new List<string>();
        foreach (var rule in rules.DefaultIfEmpty(new TagSelection()))
        {
            var named = rule.Select(tags);
            selected.AddRange(rule.Age is { } age ? await FindYoungAsync(named, now - age, cancellationToken) : named);
        }

        return [.. selected.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The tags whose images were made since. Builds that can be repeated write 1970 or the year 1, which is no age.</summary>
    private async Task<IEnumerable<string>> FindYoungAsync(IReadOnlyList<string> tags, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await new TagDetailReader(source, ImagePolicy.Default).ReadAsync(tags, cancellationToken))
            .Where(detail => detail.Created is not { } created || created <= DateTimeOffset.UnixEpoch || created >= since)
            .Select(detail => detail.Tag);
}
