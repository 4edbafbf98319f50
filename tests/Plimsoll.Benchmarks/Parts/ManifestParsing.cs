using System.Text;
using BenchmarkDotNet.Attributes;
using Plimsoll.Oci.Images;

namespace Plimsoll.Benchmarks.Parts;

/// <summary>Reading and writing manifests.</summary>
public class ManifestParsing
{
    private ImageManifest _manifest = null!;
    private ReadOnlyMemory<byte> _bytes;

    [Params(5, 200)]
    public int Layers { get; set; }

    [GlobalSetup]
    public void Create()
    {
        _manifest = new ImageManifest(DescriptorOf(MediaTypes.OciConfig, 0), [.. Enumerable.Range(1, Layers).Select(layer => DescriptorOf(MediaTypes.OciLayerGzip, layer))]) { MediaType = MediaTypes.OciManifest };
        _bytes = _manifest.Serialize().Bytes;
    }

    [Benchmark]
    public object Parse() => Manifest.Parse(MediaTypes.OciManifest, _bytes);

    [Benchmark]
    public object Serialize() => _manifest.Serialize();

    private static Descriptor DescriptorOf(string mediaType, int number) => new(mediaType, Digest.Sha256(Encoding.UTF8.GetBytes($"{number}")), 1000 + number);
}
