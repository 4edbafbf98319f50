using Plimsoll.Policy.Scanners.Expressions;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>
/// An image that has keys beside one another, and beside other settings: <c>image</c> alone or with <c>imageTag</c>,
/// <c>webImageRepository</c> with <c>webImageTag</c>, <c>image_name</c> with <c>image_version</c>.
/// </summary>
internal sealed class FlatImage
{
    private static readonly HashSet<string> ImageParts = new(StringComparer.Ordinal) { "", "repository", "repo", "name", "registry", "tag", "version", "digest", "sha", "sha256", "pullpolicy" };

    // An image of a machine has a name and a version, too.
    private static readonly HashSet<string> MachineParts = new(StringComparer.Ordinal) { "id", "offer", "sku", "publisher", "gallery", "galleryname", "family", "project", "owner", "os", "urn" };

    private static readonly string[] Machines = ["vm", "machine", "disk", "boot", "os", "ami"];

    private readonly Dictionary<string, HelmSetting> _parts = new(StringComparer.Ordinal);

    private FlatImage(string name) => Name = name;

    /// <summary>What its keys have in common: <c>webImage</c>.</summary>
    public string Name { get; }

    /// <summary>Whether its keys are <c>image</c>, <c>imageTag</c> and so on, so that <c>tag</c> beside them is its own.</summary>
    public bool IsPlain => Name.Equals("image", StringComparison.OrdinalIgnoreCase);

    /// <summary>The image as a whole, or its repository.</summary>
    public HelmSetting Whole => _parts.GetValueOrDefault("");

    /// <summary>The repository where that has a key of its own.</summary>
    public HelmSetting Repository => HelmSetting.First(_parts, "repository", "repo");

    /// <summary>The key beside <see cref="Whole"/> that has the name, perhaps with a tag of its own.</summary>
    public HelmSetting Named => HelmSetting.First(_parts, "repository", "repo", "name");

    public HelmSetting Registry => HelmSetting.First(_parts, "registry");

    public HelmSetting Tag => HelmSetting.First(_parts, "tag", "version");

    public HelmSetting Digest => HelmDigest.First(_parts, "digest", "sha", "sha256");

    /// <summary>The key that a digest would have in the style of the others: <c>webImageDigest</c>, <c>image_digest</c>.</summary>
    public string DigestKey
    {
        get
        {
            var rest = (Tag.Key.Length > Name.Length ? Tag : Repository).Key is { Length: > 0 } key ? key[Name.Length..] : "";
            var separator = rest.Length - rest.AsSpan().TrimStart("_-").Length;
            return Name + rest[..separator] + (rest.Length > separator && char.IsAsciiLetterLower(rest[separator]) ? "digest" : "Digest");
        }
    }

    /// <summary>Whether a part of a key says what is known of the image, so that the value is no image itself.</summary>
    public static bool IsPart(string part) => ImageParts.Contains(part) || MachineParts.Contains(part);

    /// <summary>The images that have keys in a mapping.</summary>
    public static IReadOnlyCollection<FlatImage> Find(Dictionary<string, HelmSetting> settings)
    {
        Dictionary<string, FlatImage>? images = null;
        HashSet<string>? machines = null;
        foreach (var (key, setting) in settings)
        {
            if (FlatImageKey.Read(key) is not var (name, part))
                continue;

            if (MachineParts.Contains(part))
            {
                (machines ??= new(StringComparer.Ordinal)).Add(name);
            }
            else if (ImageParts.Contains(part))
            {
                images ??= new(StringComparer.Ordinal);
                if (!images.TryGetValue(name, out var image))
                    images[name] = image = new FlatImage(name);
                image._parts.TryAdd(part, setting);
            }
        }

        return images is null ? [] : machines is null ? images.Values : [.. images.Values.Select(image => machines.Contains(image.Name) ? image.OnlyWhole() : image)];
    }

    /// <summary>The image where its name is in another key than <see cref="Whole"/>; <c>null</c> where nothing beside it says that it is one.</summary>
    /// <param name="path">Where templates find the mapping that the keys are in.</param>
    /// <param name="mayLackName">Whether the name of an image of which only the tag is given may be in values that are not known.</param>
    public HelmImageParts? Composed(string path, bool mayLackName)
    {
        var (repository, name) = (Repository, HelmSetting.First(_parts, "name"));
        var parts = new HelmImageParts { Registry = Registry, Repository = repository, Tag = Tag, Digest = Digest, HasChartTag = true, DigestKey = DigestKey };
        var hasSelector = (Tag.Scalar ?? Digest.Scalar) is not null;
        if (ReferenceText.HasSelector(Named.Text) && !ReferenceText.IsHostAndPort(Named.Text))
            return Registry.Text.Length > 0 ? new HelmImageParts { Registry = Registry, Repository = Named } : null;

        if (repository.Text.Length > 0)
        {
            if (!ReferenceText.MayBe(Interpolation.Expand(repository.Text, static _ => null)))
                return null;
            if (!hasSelector && Registry.Scalar is null && !_parts.ContainsKey("pullpolicy"))
                return null;
            if (name.Text.Length > 0 && !name.Text.Contains('/', StringComparison.Ordinal) && !repository.Text.EndsWith("/" + name.Text, StringComparison.Ordinal))
                return parts with { Name = name };

            // The tools of Kubernetes call the registry of all images so.
            return !repository.Text.Contains('/', StringComparison.Ordinal) && ReferenceText.IsRegistry(repository.Text) ? parts with { Registry = repository, Repository = default, UnknownName = $"{{{{ {path}.{Name}Name }}}}", HasChartTag = false } : parts;
        }

        if (name.Text.Length > 0)
            return hasSelector && IsContainer(name.Text) ? parts with { Repository = name } : null;
        return mayLackName && !_parts.ContainsKey("") && (Tag.Text.Length > 0 || Digest.Text.Length > 0)
            ? parts with { Registry = default, UnknownName = $"{{{{ {path}.{Name} }}}}", HasChartTag = false }
            : null;
    }

    /// <summary>Whether a name is that of a container's image: an image of a machine has a word for a name, and a version.</summary>
    private bool IsContainer(string name) =>
        ReferenceText.MayBe(Interpolation.Expand(name, static _ => null))
        && !Machines.Any(word => Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        && (name.Contains('/', StringComparison.Ordinal) || Digest.Scalar is not null || _parts.ContainsKey("tag") || _parts.ContainsKey("registry") || _parts.ContainsKey("pullpolicy"));

    private FlatImage OnlyWhole()
    {
        var image = new FlatImage(Name);
        if (_parts.TryGetValue("", out var whole))
            image._parts.Add("", whole);
        return image;
    }
}
