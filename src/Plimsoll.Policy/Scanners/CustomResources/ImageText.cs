using Plimsoll.Oci.Images;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CustomResources;

/// <summary>Whether a text behind a key that may hold an image is meant as one.</summary>
internal static class ImageText
{
    /// <summary>The text with its variables replaced by their defaults, else by <see cref="ImageUse.Unknown"/>.</summary>
    public static string Expand(string text) => Interpolation.Expand(text, static _ => null);

    /// <summary>Whether it may be a reference: no flag or number, no address, no picture.</summary>
    public static bool IsReference(SourceScalar scalar) => !scalar.IsNull && (!scalar.IsPlain || PlainScalar.IsString(scalar.Value)) && Parse(scalar.Value) is not null;

    /// <summary>Whether it can be nothing else: it has a tag, a digest or the host of a registry.</summary>
    public static bool IsEvident(SourceScalar scalar) =>
        !scalar.IsNull && Parse(scalar.Value) is { } reference && (reference.Tag is not null || reference.Digest is not null || HasHost(scalar.Value));

    /// <summary>Whether it is one variable or template as a whole, or several, without a letter of its own.</summary>
    public static bool IsUnknown(SourceScalar scalar) => Expand(scalar.Value.Trim()) is { Length: > 0 } text && text.Contains(ImageUse.Unknown) && !text.AsSpan().ContainsAnyExcept(ImageUse.Unknown, '/', ':');

    /// <summary>Whether the first part of a name is the host of a registry: with a dot or a port.</summary>
    public static bool HasHost(string name) => name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && name.AsSpan(0, slash).ContainsAny('.', ':');

    /// <summary>Whether a reference has a tag or a digest, known or not.</summary>
    public static bool HasSelector(string reference) => reference.AsSpan(reference.LastIndexOf('/') + 1).ContainsAny(':', '@');

    private static ImageReference? Parse(string text)
    {
        // Unknown parts can be anything that is legal where they stand.
        var whole = Expand(text.Trim('\n')).Replace(ImageUse.Unknown, 'x');
        return !whole.AsSpan().ContainsAny(" \t\r\n\\") && !whole.Contains("://", StringComparison.Ordinal) && !IsPicture(whole) && ImageReference.TryParse(whole, out var reference) ? reference : null;
    }

    private static bool IsPicture(string text) =>
        Path.GetExtension(text).ToUpperInvariant() is ".PNG" or ".SVG" or ".JPG" or ".JPEG" or ".GIF" or ".ICO" or ".WEBP" or ".ISO" or ".QCOW2" or ".RAW" or ".IMG" or ".OVA";
}
