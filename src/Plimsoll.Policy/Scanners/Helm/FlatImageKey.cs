namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>
/// A key that names one part of an image whose parts stand beside one another: <c>webImageRepository</c>, <c>image_tag</c>,
/// <c>image-digest</c>.
/// </summary>
/// <param name="Image">What the keys of the image have in common: <c>webImage</c>.</param>
/// <param name="Part">The part in small letters, without separators; empty where the key is the image as a whole.</param>
internal readonly record struct FlatImageKey(string Image, string Part)
{
    private const string Word = "image";

    /// <summary>Reads a key; <c>null</c> where it has nothing to do with an image.</summary>
    public static FlatImageKey? Read(string key)
    {
        var end = key.LastIndexOf(Word, StringComparison.OrdinalIgnoreCase) + Word.Length;
        if (end < Word.Length)
            return null;

        return new FlatImageKey(key[..end], key[end..].Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant());
    }
}
