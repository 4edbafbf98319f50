namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>What the key of a mapping of values says about it.</summary>
internal enum HelmPlace
{
    /// <summary>Nothing.</summary>
    Other,

    /// <summary>It is an image: <c>image</c>, <c>sidecarImage</c>.</summary>
    Image,

    /// <summary>It holds images: <c>images</c>, <c>extraImages</c>.</summary>
    Images,

    /// <summary>It is one of the images that another mapping or list holds.</summary>
    OneOfImages,
}
