using Plimsoll.Oci.Images;

namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>The names of images without what selects a version, to tell whether two are of one repository.</summary>
internal static class ImageNames
{
    /// <summary>An image without its tag and digest, in full: <c>docker.io/library/nginx</c>. Unknown parts stay marked.</summary>
    public static string Of(string image)
    {
        var name = image.Split('@')[0];
        var colon = name.LastIndexOf(':');
        name = colon > name.LastIndexOf('/') ? name[..colon] : name;
        return ImageReference.TryParse(name, out var reference) ? reference.Name : name;
    }
}
