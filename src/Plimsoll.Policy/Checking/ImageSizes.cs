using System.Collections.Concurrent;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;

namespace Plimsoll.Policy.Checking;

/// <summary>Asks registries for the sizes of images. A size only informs: what cannot be read is left out.</summary>
internal static class ImageSizes
{
    private const int MaximumAtOnce = 8;

    /// <summary>The compressed bytes of each image whose registry says them.</summary>
    public static async Task<IReadOnlyDictionary<ImageReference, long>> ReadAsync(IImageResolver resolver, IEnumerable<ImageUse?> uses, CancellationToken cancellationToken)
    {
        var sizes = new ConcurrentDictionary<ImageReference, long>();
        await Parallel.ForEachAsync(uses.Select(use => use?.Reference).OfType<ImageReference>().Distinct(), new ParallelOptions { MaxDegreeOfParallelism = MaximumAtOnce, CancellationToken = cancellationToken }, async (image, token) =>
        {
            try
            {
                if (await resolver.GetSizeAsync(image, token) is { } size)
                    sizes[image] = size;
            }
            catch (PlimsollException)
            {
                // An image that cannot be looked up has a finding of its own.
            }
        });
        return sizes;
    }
}
