using Plimsoll.Policy.Scanners.Expressions;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>An image in parts that have a mapping: <c>image: {registry, repository, tag, digest}</c>.</summary>
internal static class PartedImage
{
    /// <summary>The parts; <c>null</c> where the mapping is no image.</summary>
    /// <param name="settings">The mapping.</param>
    /// <param name="place">What it is.</param>
    /// <param name="path">Where templates find it.</param>
    /// <param name="chart">The chart, or <c>null</c>.</param>
    public static HelmImageParts? Parts(Dictionary<string, HelmSetting> settings, HelmPlace place, string path, HelmChart? chart)
    {
        // A name stands in 'image' then.
        if (InlineImage.Start(settings) is not null)
            return null;

        // One of several images may have a name that is only its own among them.
        var (isImage, isOne) = (place == HelmPlace.Image, place == HelmPlace.OneOfImages);
        var digest = HelmDigest.Of(settings);
        var tag = HelmSetting.First(settings, "tag", isOne ? "newTag" : null);
        var repository = HelmSetting.First(settings, "repository", isOne ? "newName" : null, isImage || (isOne && (tag.Scalar ?? digest.Scalar) is not null) ? "name" : null);
        if (repository.Text.Length == 0)

            // The repository is in the values of a subchart or of a chart from elsewhere.
            return (isImage || isOne) && HelmSetting.First(settings, "image").Text.Length == 0 && (tag.Text.Length > 0 || digest.Text.Length > 0)
                ? new HelmImageParts { UnknownName = $"{{{{ {path}.repository }}}}", Tag = tag, Digest = digest }
                : null;

        if (tag.Text.Length == 0 && HelmSetting.First(settings, "imageTag") is { Scalar: not null } flat)
            tag = flat;
        if (tag.Text.Length == 0 && HelmSetting.First(settings, "version") is { Text.Length: > 0 } version && (isImage || isOne || chart?.JoinsVersions == true))
            tag = version;

        // Beside several images, a registry and the start of their repositories are none.
        var isEvident = isImage || isOne || settings.ContainsKey("tag") || digest.Scalar is not null || (place != HelmPlace.Images && (settings.ContainsKey("registry") || settings.ContainsKey("pullPolicy")));
        return isEvident && ReferenceText.MayBe(Interpolation.Expand(repository.Text, static _ => null))
            ? new HelmImageParts { Registry = HelmSetting.First(settings, "registry"), Repository = repository, Tag = tag, Digest = digest, HasChartTag = true }
            : null;
    }
}
