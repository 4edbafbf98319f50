using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;

namespace Plimsoll.Publishing;

/// <summary>The images that a front end was asked to publish.</summary>
/// <param name="Requests">The images; none where the partition contains none.</param>
/// <param name="Partition">The partition that they are, or <c>null</c> for all.</param>
public sealed record PublishBatch(IReadOnlyList<PublishRequest> Requests, string? Partition)
{
    private IReadOnlyList<string> Written => [.. Requests.Select(request => PublishDestination.Resolve(request).Reference?.Registry).OfType<string>().Distinct()];

    /// <summary>The registry that is published to, which credentials in the environment are for; the one that is read from where none is, <c>null</c> where it is not one alone.</summary>
    public string? Registry => Written switch
    {
        [] => SourceRegistry,
        [var only] => only,
        _ => null,
    };

    /// <summary>Another registry that is only read from, or <c>null</c>.</summary>
    public string? SourceRegistry => Requests
        .SelectMany(request => (IEnumerable<ImageLocation?>)[request.Base ?? request.Source, .. request.Parts.Select(part => part.Location)])
        .Select(location => location?.Reference?.Registry)
        .OfType<string>()
        .FirstOrDefault(registry => !Written.Contains(registry));
}
