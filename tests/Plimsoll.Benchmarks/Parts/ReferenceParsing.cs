using BenchmarkDotNet.Attributes;
using Plimsoll.Oci.Images;

namespace Plimsoll.Benchmarks.Parts;

/// <summary>Reading references of images.</summary>
public class ReferenceParsing
{
    private const string Hash = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Params("alpine", "ghcr.io/acme/platform/app:2.1.0", $"registry.example.com:5000/acme/app:2.1.0@{Hash}")]
    public string Text { get; set; } = "";

    [Benchmark]
    public object Parse() => ImageReference.Parse(Text);
}
