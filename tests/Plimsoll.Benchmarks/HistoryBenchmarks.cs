using BenchmarkDotNet.Attributes;
using Plimsoll.Git;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks;

/// <summary>
/// Reading a large repository and finding the nearest tag, beside <c>git describe</c> (whose start as a process is part of its
/// time). 50,000 commits, packed: 5,000 tags with the last 20 commits back, or one at the first commit.
/// </summary>
public class HistoryBenchmarks
{
    private const int Commits = 50_000;

    private GitRepository _repository = null!;

    [Params(5_000, 1)]
    public int Tags { get; set; }

    [GlobalSetup]
    public void MakeRepository()
    {
        _repository = LargeHistory.Create(Commits, Tags, Tags == 1 ? 1 : Commits - 20, "v");
        _repository.Run("gc", "--quiet");
    }

    [GlobalCleanup]
    public void Delete() => _repository.Dispose();

    [Benchmark(Baseline = true)]
    public string Describe() => _repository.Run("describe", "--tags");

    [Benchmark]
    public int Read() => new GitRepositoryReader(Environment.GetEnvironmentVariable).Read(_repository.Path).Tags.Count;

    [Benchmark]
    public string ReadAndFindNearestTag()
    {
        var history = new GitRepositoryReader(Environment.GetEnvironmentVariable).Read(_repository.Path).History;
        return history.Walk().First(commit => history.TagsByCommit.ContainsKey(commit.Id)).Id;
    }
}
