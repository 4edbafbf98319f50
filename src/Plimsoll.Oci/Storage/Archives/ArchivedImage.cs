using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>An image that an archive holds.</summary>
/// <param name="Manifest">Its manifest, or an index of several platforms.</param>
/// <param name="Names">
/// Its names as the archive writes them: full ones such as <c>acme/app:1.0</c>, or bare tags; empty where it has none.
/// </param>
public sealed record ArchivedImage(Descriptor Manifest, IReadOnlyList<string> Names);
