namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>What a command does with an image.</summary>
internal enum ImageRole
{
    /// <summary>It needs the image.</summary>
    Uses,

    /// <summary>It makes the image, or names or pushes one that was made.</summary>
    Builds,
}
