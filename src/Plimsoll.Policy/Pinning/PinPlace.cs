using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Pinning;

/// <summary>An image at its token: what is pinned once, however many files bring it into use.</summary>
internal sealed record PinPlace(string File, TextRange Token, string Image)
{
    public static PinPlace Of(ImageUse use) => new(use.Span.File, use.Token, use.Image);
}
