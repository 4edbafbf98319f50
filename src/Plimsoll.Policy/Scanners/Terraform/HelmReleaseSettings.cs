using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>The images that a <c>helm_release</c> sets by <c>set { name = "image.tag" value = "1" }</c>.</summary>
internal static class HelmReleaseSettings
{
    /// <summary>An image: its parts in order, each with what stands behind it, and the one that decides.</summary>
    internal sealed record Image(IReadOnlyList<(SourceNode? Part, string Behind)> Parts, SourceNode Token);

    /// <summary>All images of which both the repository and the tag or digest are set.</summary>
    public static IEnumerable<Image> Images(SourceMapping release)
    {
        var settings = new Dictionary<string, SourceNode>(StringComparer.Ordinal);
        foreach (var set in release.Entries.Where(entry => entry.Key is SourceScalar { Value: "set" }).SelectMany(entry => entry.Value is SourceSequence list ? list.Items : [entry.Value]).OfType<SourceMapping>())
            if (set.Scalar("name") is { } name && set["value"] is { } value)
                settings[name.Value] = value;

        foreach (var (name, repository) in settings)
        {
            if (!name.EndsWith(".repository", StringComparison.Ordinal))
                continue;

            var prefix = name[..^"repository".Length];
            var (registry, tag, digest) = (settings.GetValueOrDefault(prefix + "registry"), settings.GetValueOrDefault(prefix + "tag"), settings.GetValueOrDefault(prefix + "digest"));
            if ((digest ?? tag) is not { } decides)
                continue;

            yield return new Image(
                digest is null ? [(registry, "/"), (repository, ":"), (tag, "")] : tag is null ? [(registry, "/"), (repository, "@"), (digest, "")] : [(registry, "/"), (repository, ":"), (tag, "@"), (digest, "")],
                decides);
        }
    }
}
