using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Planning;

/// <summary>The image that a plan is for.</summary>
/// <param name="Name">Its name; a path is relative to the directory that publishing runs in.</param>
/// <param name="Digest">Its manifest's digest; in the Docker Engine its ID; of what is built that of the images without attestations, which differ from build to build.</param>
public sealed record PlannedSource(string Name, Digest Digest);
