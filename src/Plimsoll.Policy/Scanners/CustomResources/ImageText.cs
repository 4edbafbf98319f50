using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.CustomResources;

/// <summary>Whether a text behind a key that may hold an image is meant as one.</summary>
internal static class ImageText
{
    /// <summary>The text with its variables replaced by their defaults, else by <see cref="ImageUse.Unknown"/>.</summary>
    public static string Expand(string text) => Interpolation.Expand(text, static _ => null);

    /// <summary>Whether it may be a reference: no flag or number, no address, no picture.</summary>
    public static bool IsReference(SourceScalar scalar) => !scalar.IsNull && (!scalar.IsPlain || PlainScalar.IsString(scalar.Value)) && ReferenceText.IsReference(Expand(scalar.Value.Trim('\n')));

    /// <summary>Whether it can be nothing else: it has a tag, a digest or the host of a registry.</summary>
    public static bool IsEvident(SourceScalar scalar) => !scalar.IsNull && ReferenceText.IsCertain(Expand(scalar.Value.Trim('\n')));

    /// <summary>Whether it is one variable or template as a whole, or several, without a letter of its own.</summary>
    public static bool IsUnknown(SourceScalar scalar) => Expand(scalar.Value.Trim()) is { Length: > 0 } text && text.Contains(ImageUse.Unknown) && !text.AsSpan().ContainsAnyExcept(ImageUse.Unknown, '/', ':');
}
