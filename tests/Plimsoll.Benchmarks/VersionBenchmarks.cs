using System.Reflection;
using BenchmarkDotNet.Attributes;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks;

/// <summary>
/// The native <c>plimsoll version</c> beside <c>git describe</c> and MinVer, each with its start as a process. Everything is
/// packed, and there is no commit-graph: a clone has none.
/// </summary>
[WarmupCount(1)]
[IterationCount(15)]
[InvocationCount(1)]
public class VersionBenchmarks
{
    private const string WholeHistory = "50,000 commits, a tag at the first";
    private const string ManyTags = "25,000 commits, 5,000 tags, the last 3 commits back";

    private static readonly string MinVerDll = typeof(VersionBenchmarks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "MinVer").Value!;

    private GitRepository _repository = null!;

    [Params(WholeHistory, ManyTags)]
    public string History { get; set; } = "";

    [GlobalSetup]
    public void MakeRepository()
    {
        _repository = History == WholeHistory ? LargeHistory.Create(50_000, 1, 1, "") : LargeHistory.Create(25_000, 5_000, 24_997, "");
        _repository.Run("-c", "gc.writeCommitGraph=false", "gc", "--quiet");
    }

    [GlobalCleanup]
    public void Delete() => _repository.Dispose();

    [Benchmark(Baseline = true)]
    public Task<string> Describe() => RunAsync("git", "describe", "--tags");

    [Benchmark]
    public Task<string> Plimsoll() => RunAsync(NativeCommand.Path, "version");

    [Benchmark]
    public Task<string> MinVer() => RunAsync("dotnet", MinVerDll, ".");

    private async Task<string> RunAsync(string command, params string[] arguments) =>
        (await Cli.Wrap(command).WithArguments(arguments).WithWorkingDirectory(_repository.Path).ExecuteBufferedAsync()).StandardOutput;
}
