using BenchmarkDotNet.Attributes;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Parts;

/// <summary>Deriving the tags of a release.</summary>
public class TagPlanning
{
    private string[] _tags = [];

    /// <summary>How many git tags there are.</summary>
    [Params(10, 5_000)]
    public int Tags { get; set; }

    [GlobalSetup]
    public void Create() => _tags = [.. Enumerable.Range(1, Tags).Select(tag => $"v{tag}.0.0").Order(StringComparer.Ordinal)];

    [Benchmark]
    public object Derive() => TagEngine.Derive(Contexts.Build(Contexts.Repository($"v{Tags}.0.0") with { Tags = _tags }), new TagRules(), new KnownTags(_tags));
}
