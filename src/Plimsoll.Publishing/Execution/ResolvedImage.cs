using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Sboms;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Publishing.Execution;

/// <summary>The image that is published, and how it gets to its destination.</summary>
/// <param name="Target">Where it goes, and by which way.</param>
/// <param name="Opened">The image; <c>null</c> where the engine holds it.</param>
/// <param name="Source">What the plan calls it.</param>
internal sealed record ResolvedImage(IPublishTarget Target, OpenedImage? Opened, PlannedSource Source) : IDisposable
{
    /// <summary>The packages that a .NET project was built with, where an SBOM is to list them; else <c>null</c>.</summary>
    public ProjectAssets? Assets { get; init; }

    /// <summary>Closes the image and deletes its temporary files.</summary>
    public void Dispose() => Opened?.Dispose();
}
