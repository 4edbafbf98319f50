using Plimsoll.Oci.Images;

namespace Plimsoll.Policy.Scanners.Bake;

/// <summary>Tells which arguments of a build are images: their values may be anything.</summary>
internal static class BuildArgument
{
    /// <summary>Whether a value can be nothing else: it has a tag or a digest, and a slash, or a name that says so.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="value">Its value, unknown parts marked with <see cref="ImageUse.Unknown"/>.</param>
    public static bool IsImage(string name, string value)
    {
        var slash = value.LastIndexOf('/');
        return value.AsSpan(slash + 1).ContainsAny(':', '@')
            && (slash > 0 || name.EndsWith("image", StringComparison.OrdinalIgnoreCase))
            && value.Any(char.IsAsciiLetter)
            && ImageReference.TryParse(value.Replace(ImageUse.Unknown, 'x'), out _);
    }
}
