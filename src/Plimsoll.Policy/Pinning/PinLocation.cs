using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Pinning;

/// <summary>An image at its token, which is pinned once, however many files use it.</summary>
internal sealed record PinLocation(string File, TextRange Token, string Image)
{
    public static PinLocation From(ImageUse use) => new(use.Span.File, use.Token, use.Image);
}
