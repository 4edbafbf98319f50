using System.Collections.Concurrent;
using System.Globalization;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Sources;

/// <summary>Reads what tags name. That takes a request a tag, and for each image that one names one or two more.</summary>
/// <param name="repository">Where the tags are.</param>
/// <param name="policy">Which tags move although they do not look it, and the other way round.</param>
internal sealed class TagDetailReader(IImageRepository repository, ImagePolicy policy)
{
    /// <summary>How many tags are read at once.</summary>
    public const int Parallelism = 8;

    private readonly ConcurrentDictionary<Digest, Lazy<Task<ImageConfig?>>> _configurations = [];

    /// <summary>Reads tags.</summary>
    /// <returns>One for each tag, in their order.</returns>
    /// <exception cref="PlimsollException">The registry refuses (exit code 4) or cannot be reached (7). An image that cannot be read has no date and no platform.</exception>
    public async Task<IReadOnlyList<TagDetail>> ReadAsync(IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        var details = new TagDetail[tags.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, tags.Count, options, async (index, token) => details[index] = await ReadAsync(tags[index], token));
        return details;
    }

    private async ValueTask<TagDetail> ReadAsync(string tag, CancellationToken cancellationToken)
    {
        var detail = new TagDetail(tag, policy.Classify(tag, TagClassifier.Classify(tag)));
        try
        {
            var content = await repository.GetManifestAsync(tag, cancellationToken);
            detail = detail with { Manifest = content.Descriptor };
            var images = content.Parse() is ImageIndex index ? [.. Attestations.ImagesOf(index)] : new List<Descriptor> { content.Descriptor };
            var config = images.Count > 0 ? await ReadConfigurationAsync(images[0], content, cancellationToken) : null;
            return detail with
            {
                Created = DateTimeOffset.TryParse(config?.Created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? created : null,
                Platforms = [.. images.Select((image, number) => image.Platform ?? (number == 0 ? config?.Platform : null)).OfType<Platform>().Distinct()],
            };
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.NotFound or ErrorKind.Usage)
        {
            return detail;
        }
    }

    /// <summary>Most tags of a repository name few images.</summary>
    private Task<ImageConfig?> ReadConfigurationAsync(Descriptor image, ManifestContent root, CancellationToken cancellationToken) =>
        _configurations.GetOrAdd(image.Digest, _ => new(async () =>
        {
            var content = image.Digest == root.Descriptor.Digest ? root : await repository.GetManifestAsync(image.Digest.ToString(), cancellationToken);
            return content.Parse() is ImageManifest manifest ? await repository.ReadConfigAsync(manifest, cancellationToken) : null;
        })).Value;
}
