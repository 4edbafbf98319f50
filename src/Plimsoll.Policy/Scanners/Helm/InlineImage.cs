using Plimsoll.Policy.Scanners.Expressions;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>
/// An image in a text, of which a part has another key: <c>image: nginx</c> with <c>imageTag</c> or <c>tag</c>, with a
/// <c>repository</c> before it, with a <c>hub</c>, or with a <c>version</c>.
/// </summary>
internal static class InlineImage
{
    private const string Algorithm = "sha256:";

    /// <summary>The parts; <c>null</c> where the text is all of it.</summary>
    /// <param name="image">The keys of the image.</param>
    /// <param name="settings">Those beside it.</param>
    /// <param name="place">What their mapping is.</param>
    /// <param name="path">Where templates find that.</param>
    /// <param name="chart">The chart, or <c>null</c>.</param>
    /// <param name="shared">What all images of the chart share, or <c>null</c>.</param>
    public static HelmImageParts? Parts(FlatImage image, Dictionary<string, HelmSetting> settings, HelmPlace place, string path, HelmChart? chart, HelmHub? shared)
    {
        var (whole, tag, digest, registry) = (image.Whole, image.Tag, image.Digest, image.Registry);
        if (ReferenceText.HasSelector(whole.Text))
            return Or(digest, image.IsPlain ? HelmDigest.Of(settings) : default) is { Text.Length: > 0 } beside && !whole.Text.Contains('@', StringComparison.Ordinal)
                ? new HelmImageParts { Repository = whole, Digest = beside }
                : null;

        var parts = new HelmImageParts { Registry = registry, Repository = whole, Tag = tag, Digest = digest, DigestKey = image.DigestKey, HasChartTag = tag.Scalar is not null };

        // The operator of Prometheus adds the version of what it deploys.
        if (image.Name.EndsWith("DefaultBaseImage", StringComparison.Ordinal) && (tag.Scalar ?? digest.Scalar) is null)
            return parts with { UnknownTag = "{{ version }}" };
        if (!image.IsPlain)
            return IsComposed(parts) ? parts : null;

        parts = parts with
        {
            Registry = registry.Text.Length > 0 ? registry : HelmSetting.First(settings, "registry"),
            Tag = Or(tag, HelmSetting.First(settings, "tag")),
            Digest = Or(digest, HelmDigest.Of(settings)),
        };
        parts = parts with { HasChartTag = parts.Tag.Scalar is not null || place == HelmPlace.Image };
        var version = HelmSetting.First(settings, "version");
        if (Start(settings) is { } start)
            return WithVersion(parts with { Repository = start, Name = whole, HasChartTag = true }, version);
        if (!whole.Text.Contains('/', StringComparison.Ordinal) && WithHub(parts, HelmSetting.First(settings, "hub"), shared) is { } hubbed)
            return hubbed;
        if (IsComposed(parts))
            return parts;
        if (version.Text.Length == 0)
            return null;

        // A version is that of the image only where something says so.
        return place == HelmPlace.Image || chart?.JoinsVersions == true ? WithVersion(parts, version)
            : chart is null ? parts with { UnknownTag = $"{{{{ {path}.{version.Key} }}}}" }
            : null;
    }

    /// <summary>The repository that stands before the name in <c>image</c>, as NVIDIA's charts have it; or <c>null</c>.</summary>
    public static HelmSetting? Start(Dictionary<string, HelmSetting> settings)
    {
        var (repository, image) = (HelmSetting.First(settings, "repository"), HelmSetting.First(settings, "image"));
        return image.Text.Length > 0 && !ReferenceText.HasSelector(image.Text) && !ReferenceText.HasHost(image.Text) && ReferenceText.MayBe(image.Text)
            && ReferenceText.IsRegistry(repository.Text)
            ? repository
            : null;
    }

    private static bool IsComposed(HelmImageParts parts) => (parts.Tag.Scalar ?? parts.Digest.Scalar) is not null || parts.Registry.Text.Length > 0;

    private static HelmImageParts WithVersion(HelmImageParts parts, HelmSetting version) =>
        parts.Tag.Text.Length > 0 || parts.Digest.Text.Length > 0 ? parts
        : version.Text.StartsWith(Algorithm, StringComparison.Ordinal) ? parts with { Digest = version }
        : parts with { Tag = version };

    private static HelmImageParts? WithHub(HelmImageParts parts, HelmSetting hub, HelmHub? shared)
    {
        if (hub.Text.Length == 0 && (shared is null || parts.Registry.Text.Length > 0))
            return null;
        if (parts.Tag.Text.Length > 0 || shared is null)
            return (parts.Tag.Scalar ?? parts.Digest.Scalar) is null ? null : parts with { Registry = hub.Text.Length > 0 ? hub : shared!.Hub };
        return parts with
        {
            Registry = hub.Text.Length > 0 ? hub : shared.Hub,
            Tag = shared.Tag,
            HasChartTag = false,
            PinRefusal = "its tag is that of several images, each with a digest of its own",
        };
    }

    private static HelmSetting Or(HelmSetting first, HelmSetting second) => first.Text.Length > 0 || second.Scalar is null ? first : second;
}
