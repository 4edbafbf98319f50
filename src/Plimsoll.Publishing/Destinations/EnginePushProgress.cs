using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage.Engine;

namespace Plimsoll.Publishing.Destinations;

/// <summary>Tells of an engine's push in the words of our own transfers: each layer is a blob that is sent.</summary>
/// <param name="transfers">Receives the progress.</param>
internal sealed class EnginePushProgress(IProgress<TransferProgress> transfers) : IProgress<EngineProgress>
{
    private readonly Dictionary<string, long> _totals = [];

    public void Report(EngineProgress value)
    {
        // A layer that is there already, or waits, moves nothing.
        if (value.Layer.Length == 0 || (!_totals.ContainsKey(value.Layer) && value is not { Current: not null, Total: > 0 }))
            return;

        // Engines count bytes before they are compressed, and may send more than they said; the first total stays.
        if (!_totals.TryGetValue(value.Layer, out var total))
            _totals[value.Layer] = total = value.Total!.Value;

        long? bytes = value.Current is { } current ? Math.Min(current, total) : value.Status == "Pushed" ? total : null;
        if (bytes is { } moved)
            transfers.Report(new TransferProgress("", new Descriptor(MediaTypes.OciLayer, Digest.Sha256(Encoding.UTF8.GetBytes(value.Layer)), total), moved, TransferDirection.Upload));
    }
}
