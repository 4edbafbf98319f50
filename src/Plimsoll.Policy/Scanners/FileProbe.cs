using Plimsoll.Policy.Scanners.Shell;

namespace Plimsoll.Policy.Scanners;

/// <summary>The raw bytes of a file, for the cheap tests of whether a kind can be in them. What most kinds ask is searched once.</summary>
/// <param name="bytes">The content, as UTF-8.</param>
internal sealed class FileProbe(byte[] bytes)
{
    private bool? _hasImage;
    private bool? _hasCommand;

    /// <summary>The content.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Whether it has the word <c>image</c>.</summary>
    public bool HasImage => _hasImage ??= Has("image"u8);

    /// <summary>Whether any command could be in it that names an image.</summary>
    public bool HasCommand => _hasCommand ??= ShellImages.MayBeIn(bytes);

    /// <summary>Whether it has a word.</summary>
    public bool Has(ReadOnlySpan<byte> word) => bytes.AsSpan().IndexOf(word) >= 0;
}
