using Plimsoll.Oci;
using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Destinations;

/// <summary>Another publisher was faster with a tag that never moves (exit code 5). Where its image is of this very commit, it is kept.</summary>
/// <param name="winner">The image that the tag names.</param>
/// <param name="message">What failed.</param>
/// <param name="advice">What to do next.</param>
internal sealed class LostRaceException(Descriptor winner, string message, string advice) : PlimsollException(ErrorKind.Conflict, message, advice)
{
    /// <summary>The other publisher's image.</summary>
    public Descriptor Winner => winner;
}
