using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.CI;

/// <summary>The build with workflows that docs/build.md shows is the file beside this one, and its workflow does what it says.</summary>
public sealed class DocumentedBuildTests : IDisposable
{
    private readonly Dictionary<string, List<(string Path, string Text)>> _artifacts = [];
    private readonly List<string> _log = [];
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void The_docs_show_the_build_that_is_compiled_here()
    {
        var here = Path.GetDirectoryName(ThisFile())!;

        Assert.Contains("```csharp\n" + File.ReadAllText(Path.Combine(here, "DocumentedBuild.cs")) + "```", File.ReadAllText(Path.Combine(here, "..", "..", "..", "docs", "build.md")));
    }

    /// <summary>Each job runs in a folder of its own, which has nothing but the sources and what the job downloads.</summary>
    [Fact]
    public async Task Its_jobs_do_on_machines_of_their_own_what_one_machine_does()
    {
        await _fixture.RunAsync<global::Build>("--generate-configuration", "release");
        var jobs = JsonNode.Parse(YamlText.ToJson(File.ReadAllText(_fixture.Root[".github/workflows/release.yml"])))!["jobs"]!.AsObject();

        foreach (var (name, job) in jobs)
            foreach (var part in job!["strategy"]?["matrix"]!["partition"]!.AsArray().Select(part => part!.ToString()) ?? [""])
                await RunAsync(name, job["steps"]!.AsArray(), part);

        Assert.Equal(["Pack", "Push", "Test"], jobs.Select(job => job.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["Pack: Pack", "Push: Push, 1 packages", "Test 1: Test, a d", "Test 2: Test, b", "Test 3: Test, c"], _log.Order(StringComparer.Ordinal));
    }

    private async Task RunAsync(string job, JsonArray steps, string part)
    {
        using var machine = new BuildFixture();
        foreach (var project in "abcd")
            machine.Root.Write($"tests/{project}/{project}.csproj", "");
        foreach (var step in steps.Select(step => step!.AsObject()))
        {
            var action = ((string?)step["uses"])?.Split('@')[0];
            var name = ((string?)step["with"]?["name"])?.Replace("${{ matrix.partition }}", part, StringComparison.Ordinal);
            if (action == "actions/download-artifact")
                foreach (var (path, text) in _artifacts[name!])
                    machine.Root.Write(path, text);
            else if (action == "actions/upload-artifact")
                _artifacts.Add(name!, [.. ((string)step["with"]!["path"]!).Split('\n').SelectMany(pattern => machine.RootPath.GlobFiles(pattern)).Select(file => (Path.GetRelativePath(machine.Root.Path, file), File.ReadAllText(file)))]);
            else if ((string?)step["run"] is { } command)
                await RunAsync(machine, $"{job} {part}".TrimEnd(), command, step["env"]?.AsObject() ?? [], part);
        }
    }

    private async Task RunAsync(BuildFixture machine, string name, string command, JsonObject variables, string part)
    {
        foreach (var (variable, value) in variables)
            machine.Environment[variable] = ((string)value!).Replace("${{ matrix.partition }}", part, StringComparison.Ordinal).Replace("${{ secrets.NUGET_API_KEY }}", "s3cr3t", StringComparison.Ordinal);
        machine.Environment["CI"] = "true";
        Assert.StartsWith("./build.sh ", command);

        var result = await machine.RunAsync<global::Build>(command.Split(' ')[1..]);

        Assert.True(result.ExitCode == ExitCode.Done, result.Output + result.Error);
        var said = result.Output.Split('\n').Where(line => line.EndsWith(" packages", StringComparison.Ordinal) || line.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(line => ", " + string.Join(' ', line.Split(' ').Select(word => word.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(word) : word).Where(word => !word.Contains(':', StringComparison.Ordinal))));
        _log.Add($"{name}: {result.Ran}{string.Concat(said)}");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
