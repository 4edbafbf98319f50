using System.Text;
using Plimsoll.Build.CI;
using Plimsoll.Build.Output;
using Plimsoll.Build.Parameters;
using Plimsoll.Publishing;
using Snapshooter.Xunit;

namespace Plimsoll.Build.Tests;

public sealed class OutputSnapshotTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public enum Configuration
    {
        Debug,
        Release,
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Help() => (await _fixture.RunAsync<Sample>(x => x.Compile, "--help")).Output.MatchSnapshot();

    [Fact]
    public async Task Plan_as_text() => (await _fixture.RunAsync<Sample>("Publish", "Clean", "--plan", "--skip", "Restore")).Output.MatchSnapshot();

    [Fact]
    public async Task Plan_as_json() => (await _fixture.RunAsync<Sample>("Publish", "--plan", "json")).Output.MatchSnapshot();

    [Fact]
    public async Task Run_with_every_status() =>
        (await _fixture.RunAsync<Sample>("Clean", "Publish", "Fail", "Never")).Output.MatchSnapshot();

    [Fact]
    public async Task Run_on_github()
    {
        _fixture.Environment["GITHUB_ACTIONS"] = "true";
        (await _fixture.RunAsync<Sample>("Compile", "Fail")).Output.MatchSnapshot();
    }

    [Fact]
    public async Task Run_on_a_terminal()
    {
        _fixture.IsTerminal = true;
        (await _fixture.RunAsync<Sample>("Compile", "Fail")).Output.Replace("\e", "<esc>").MatchSnapshot();
    }

    [Fact]
    public void Schema() => Encoding.UTF8.GetString(SchemaFile.ToJson(
        [new ExecutableTarget("Restore", _ => _, null!), new ExecutableTarget("Compile", _ => _, null!)],
        ParameterDiscovery.Discover(typeof(Sample)),
        HostKind.All.Select(kind => kind.Name))).MatchSnapshot();

    [Fact]
    public async Task The_schema_is_written_by_a_run_only_and_only_where_it_changed()
    {
        var schema = _fixture.Root[".nuke/build.schema.json"];
        await _fixture.RunAsync<Sample>("--help");
        await _fixture.RunAsync<Sample>("Compile", "--plan");
        Assert.False(File.Exists(schema));

        await _fixture.RunAsync<Sample>("Clean");
        var past = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(schema, past);
        await _fixture.RunAsync<Sample>("Clean");
        Assert.Equal(past, File.GetLastWriteTimeUtc(schema));

        await File.AppendAllTextAsync(schema, "x");
        await _fixture.RunAsync<Sample>("Clean");
        Assert.EndsWith("}\n", await File.ReadAllTextAsync(schema));
    }

    [Fact]
    public async Task A_schema_that_cannot_be_written_leaves_no_temporary_file_and_does_not_fail_the_build()
    {
        Directory.CreateDirectory(_fixture.Root[".nuke/build.schema.json"]);

        var run = await _fixture.RunAsync<Sample>("Clean", "--verbosity", "debug");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains(".nuke/build.schema.json was not written: ", run.Output, StringComparison.Ordinal);
        Assert.Equal([_fixture.Root[".nuke/build.schema.json"]], Directory.GetFileSystemEntries(_fixture.Root[".nuke"]));
    }

    private sealed class Sample : PlimsollBuild
    {
        [Parameter("Debug or Release")] readonly Configuration Configuration = IsLocalBuild ? Configuration.Debug : Configuration.Release;
        [Parameter("Tags to publish")] readonly string[] Tags = ["a", "b"];
        [Parameter("Where results go")] readonly AbsolutePath Output = RootDirectory / "out";
        [Parameter("Says what would be done"), Optional] readonly bool DryRun;
        [Parameter("How often to try")] readonly int? Attempts;
        [Parameter("The registry's token"), Secret] readonly string? Token;

        public Target Clean => _ => _.Description("Deletes results").Before(Restore).Executes(() => Log.Information("clean"));

        public Target Restore => _ => _.Executes(() => { });

        public Target Compile => _ => _.Description("Compiles").DependsOn(Restore).Executes(() => Log.Warning("old compiler"));

        public Target All => _ => _.Unlisted().DependsOn(Compile);

        public Target Publish => _ => _
            .Description("Publishes the image")
            .DependsOn(All)
            .OnlyWhenStatic(() => IsServerBuild || !DryRun)
            .OnlyWhenDynamic(() => IsServerBuild)
            .Triggers(Announce)
            .Executes(() => { });

        public Target Announce => _ => _.Executes(() => { });

        public Target Fail => _ => _.After(Publish, Compile).Executes(
            () => ReportSummary(s => s.AddPair("Tests", 12)),
            () => throw BuildException.Usage("It cannot be done.", "Do something else."));

        public Target Never => _ => _.After(Fail).Executes(() => { });
    }
}
