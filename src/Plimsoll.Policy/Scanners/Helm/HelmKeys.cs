namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>What the keys of values mean.</summary>
internal static class HelmKeys
{
    // Lists by which images are chosen hold patterns, and images that nobody deploys.
    private static readonly string[] Choices = ["allow", "deny", "denied", "block", "forbid", "exclude", "exempt", "ignore", "skip", "trust", "restrict", "banned", "permit", "match", "whitelist", "blacklist"];

    private static readonly string[] NameParts = ["registry", "registries", "repo", "repository", "hub", "host", "url", "uri", "prefix", "path", "domain", "mirror", "server"];

    /// <summary>Whether the value of a key is an image.</summary>
    public static bool IsImage(string key) => key.EndsWith("image", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the value of a key holds images.</summary>
    public static bool IsImages(string key) =>
        key.EndsWith("images", StringComparison.OrdinalIgnoreCase) && !IsChoice(key);

    /// <summary>Whether a key is one by which images are chosen.</summary>
    public static bool IsChoice(string key) => Array.Exists(Choices, word => key.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the value of a key is only a part of the name of an image, or of several.</summary>
    public static bool IsNamePart(string key) => Array.Exists(NameParts, word => key.EndsWith(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>What a key says about the mapping behind it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="around">The mapping that the key is in.</param>
    public static HelmPlace PlaceOf(string key, HelmPlace around) =>
        IsImage(key) ? HelmPlace.Image
        : IsImages(key) ? HelmPlace.Images
        : around != HelmPlace.Images ? HelmPlace.Other

        // The charts of OpenStack have their images in 'images.tags'.
        : key == "tags" ? HelmPlace.Images
        : HelmPlace.OneOfImages;
}
