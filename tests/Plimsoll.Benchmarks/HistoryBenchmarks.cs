using System.Text;
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
        _repository = GitRepository.Init();
        _repository.RunWithInput(Script(), "fast-import", "--quiet");
        _repository.Run("reset", "--quiet", "--hard");
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

    // The stream of git fast-import: every second tag is annotated.
    private string Script()
    {
        var script = new StringBuilder();
        var tag = 0;
        var lastTagged = Tags == 1 ? 1 : Commits - 20;
        for (var commit = 1; commit <= Commits; commit++)
        {
            var person = $"A <a@example.com> {1_500_000_000 + (commit * 60)} +0000";
            script.Append($"commit refs/heads/main\nmark :{commit}\ncommitter {person}\ndata 1\nx\n");
            if (commit > 1)
                script.Append($"from :{commit - 1}\n");
            script.Append($"M 100644 inline f{commit % 50}\ndata {$"{commit}".Length}\n{commit}\n");
            if (tag < Tags && commit >= (long)(tag + 1) * lastTagged / Tags)
                script.Append(++tag % 2 == 0
                    ? $"tag v{tag}.0.0\nfrom :{commit}\ntagger {person}\ndata 1\nx\n"
                    : $"reset refs/tags/v{tag}.0.0\nfrom :{commit}\n\n");
        }
        return script.ToString();
    }
}
