using System.Text.Json;
using System.Xml.Linq;
using CliWrap;
using CliWrap.Buffered;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Benchmarks;

/// <summary>The benchmarks with as little work as there can be: no number of them means anything, but all of them run.</summary>
public sealed class BenchmarkRunTests : IDisposable
{
    private readonly TempDirectory _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task Commands_of_every_group_are_measured_and_written()
    {
        await RunAsync("--commands", "--runs", "1");

        using var report = Read("commands");
        var scenarios = report.RootElement.GetProperty("scenarios").EnumerateArray().ToList();
        Assert.Equal(
            ["start", "push", "copy", "pull", "tag", "digest", "assemble", "version", "tags", "check"],
            scenarios.Select(scenario => scenario.GetProperty("group").GetString()).Distinct());
        Assert.All(scenarios.SelectMany(scenario => scenario.GetProperty("commands").EnumerateArray()), command =>
        {
            Assert.True(command.GetProperty("wall").GetProperty("median").GetDouble() > 0);
            Assert.True(command.GetProperty("pageFaults").GetProperty("median").GetDouble() > 0);
        });

        // Nothing but the question what the tag points to.
        var unchanged = scenarios.First(scenario => scenario.GetProperty("name").GetString()!.EndsWith("everything is there", StringComparison.Ordinal));
        Assert.Equal(1, unchanged.GetProperty("commands")[0].GetProperty("requests").GetInt32());
        Assert.Contains("| push ", await File.ReadAllTextAsync(_output["commands.md"]), StringComparison.Ordinal);
        Assert.Equal("svg", XDocument.Load(_output["commands.svg"]).Root!.Name.LocalName);
    }

    [Fact]
    public async Task Every_part_is_measured_and_written()
    {
        await RunAsync("--parts");

        using var report = Read("parts");
        Assert.Equal(
            ["ReferenceParsing", "ManifestParsing", "TagPlanning", "FileScanning", "Hashing", "TarAssembly"],
            report.RootElement.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("name").GetString()!.Split('.')[0]).Distinct());
        Assert.Equal("svg", XDocument.Load(_output["parts.svg"]).Root!.Name.LocalName);
    }

    private JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllText(_output[$"{name}.json"]));

    private async Task RunAsync(params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(NativeCommand.RepositoryRoot, "artifacts", "bin", "Plimsoll.Benchmarks", configuration, "Plimsoll.Benchmarks.dll");
        var result = await CliWrap.Cli.Wrap("dotnet")
            .WithArguments([program, "--tiny", "--output", _output.Path, .. arguments])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        Assert.True(result.ExitCode == 0, result.StandardError + result.StandardOutput);
    }
}
