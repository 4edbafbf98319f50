using Plimsoll.Build.Execution;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Execution;

public sealed class ContinueTests : IDisposable
{
    private static readonly AsyncLocal<State> Current = new();

    private readonly BuildFixture _fixture = new();

    public ContinueTests() => Current.Value = new State();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_failed_run_is_resumed_after_what_succeeded()
    {
        Assert.Equal("Restore Compile Test", (await RunAsync("Pack")).Ran);
        Current.Value!.Fails = null;

        var result = await RunAsync("Pack", "--continue");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal("Test Pack", result.Ran);
        Assert.Matches("Restore +Skipped +succeeded in the last run", result.Output);
    }

    [Fact]
    public async Task It_is_resumed_as_often_as_it_fails()
    {
        await RunAsync("Pack");
        Assert.Equal("Test", (await RunAsync("Pack", "--continue")).Ran);
        Current.Value!.Fails = "Pack";
        Assert.Equal("Test Pack", (await RunAsync("Pack", "--continue")).Ran);
        Assert.Equal("Pack", (await RunAsync("Pack", "--continue")).Ran);
    }

    [Fact]
    public async Task An_interrupted_run_is_resumed()
    {
        Current.Value!.Interrupt = _fixture.Interruption;
        Assert.Equal(ExitCode.Interrupted, (await RunAsync("Pack")).ExitCode);

        using var next = new BuildFixture();
        var left = File.ReadAllText(_fixture.Root[BuildAttempt.RelativePath]);
        next.Root.Write(BuildAttempt.RelativePath, left);
        Current.Value!.Interrupt = null;
        Current.Value!.Fails = null;

        Assert.Equal("Test Pack", (await next.RunAsync<Sample>("Pack", "--continue")).Ran);
    }

    [Fact]
    public async Task After_a_run_that_succeeded_all_targets_run()
    {
        await RunAsync("Pack");
        Current.Value!.Fails = null;
        await RunAsync("Pack", "--continue");
        Assert.False(File.Exists(_fixture.Root[BuildAttempt.RelativePath]));

        var result = await RunAsync("Pack", "--continue");

        Assert.Equal("Restore Compile Test Pack", result.Ran);
        Assert.Contains("There is no run to continue", result.Output);
    }

    [Theory]
    [InlineData("Pack --name other", "parameters")]
    [InlineData("Test", "targets")]
    [InlineData("Pack --skip Restore", "skipped targets")]
    [InlineData("Pack --host Jenkins", "host")]
    [InlineData("Test --name other", "targets or parameters")]
    public async Task A_run_of_another_invocation_is_not_resumed_and_the_difference_is_told(string arguments, string what)
    {
        await RunAsync("Pack", "--name", "one");
        if (!arguments.Contains("--name"))
            arguments += " --name one";

        var result = await RunAsync([.. arguments.Split(' '), "--continue"]);

        Assert.Contains($"warning: The last run cannot be continued: this one has not the same {what}. All targets run.\n", result.Output);
        Assert.Contains("Compile Test", result.Ran);
    }

    [Fact]
    public async Task Neither_is_one_of_another_compiled_build()
    {
        _fixture.Root.Write("Library.dll", "one");
        await RunAsync("Pack");
        _fixture.Root.Write("Library.dll", "another");

        Assert.Contains("this one has not the same compiled build. ", (await RunAsync("Pack", "--continue")).Output);
    }

    [Fact]
    public async Task The_last_run_counts_and_not_the_one_before()
    {
        await RunAsync("Pack");
        Current.Value!.Fails = "Restore";
        await RunAsync("Pack");

        Assert.Equal("Restore", (await RunAsync("Pack", "--continue")).Ran);
    }

    [Fact]
    public async Task The_order_of_names_and_a_secret_make_no_difference_and_no_secret_is_kept()
    {
        await RunAsync("Test", "Compile", "--key", "hunter22", "--folder", "out");
        var kept = File.ReadAllText(_fixture.Root[BuildAttempt.RelativePath]);

        Assert.Equal("Test", (await RunAsync("Compile", "Test", "--continue", "--key", "hunter23", "--folder", "out/../out")).Ran is "Restore Compile Test" ? "Test" : "resumed in spite of another text");
        Assert.DoesNotContain("hunter", kept);

        await RunAsync("Test", "Compile", "--key", "hunter22");
        Assert.Equal("Test", (await RunAsync("Compile", "Test", "--continue", "--key", "hunter23")).Ran);
    }

    [Theory]
    [InlineData("")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e\nRestore\n")]
    [InlineData("\u0000\u0001")]
    public async Task What_is_not_a_record_is_told(string content)
    {
        _fixture.Root.Write(BuildAttempt.RelativePath, content);

        var result = await RunAsync("Pack", "--continue");

        Assert.Contains($"warning: The last run cannot be continued: {BuildAttempt.RelativePath} is not a record of it. All targets run.\n", result.Output);
        Assert.Equal("Restore Compile Test", result.Ran);
    }

    [Fact]
    public async Task A_name_that_was_not_written_to_its_end_does_not_count()
    {
        await RunAsync("Pack");
        var file = _fixture.Root[BuildAttempt.RelativePath];
        Assert.EndsWith("\nRestore\nCompile\n", File.ReadAllText(file));
        File.WriteAllText(file, File.ReadAllText(file)[..^1]);

        Assert.Equal("Compile Test", (await RunAsync("Pack", "--continue")).Ran);
    }

    [Fact]
    public async Task What_cleans_up_and_what_prepares_that_run_again()
    {
        Assert.Equal("StartDatabase Restore Load StopDatabase", (await RunAsync("Load")).Ran);
        Current.Value!.Fails = null;

        Assert.Equal("StartDatabase Load StopDatabase", (await RunAsync("Load", "--continue")).Ran);
    }

    [Fact]
    public async Task What_depends_on_a_target_that_runs_again_does_too()
    {
        Assert.Equal("Restore Check Report Sum", (await RunAsync("Sum")).Ran);
        Current.Value!.Fails = null;

        Assert.Equal("Check Report Sum", (await RunAsync("Sum", "--continue")).Ran);
    }

    [Fact]
    public async Task So_does_what_needs_what_was_removed()
    {
        Assert.Equal("StartDatabase Migrate Fill StopDatabase", (await RunAsync("Fill")).Ran);
        Current.Value!.Fails = null;

        Assert.Equal("StartDatabase Migrate Fill StopDatabase", (await RunAsync("Fill", "--continue")).Ran);
    }

    [Fact]
    public async Task But_not_what_depends_on_a_group_of_what_succeeded()
    {
        Assert.Equal("Restore Use Fragile", (await RunAsync("Fragile")).Ran);
        Current.Value!.Fails = null;

        Assert.Equal("Fragile", (await RunAsync("Fragile", "--continue")).Ran);
    }

    [Theory]
    [InlineData(3, null, true)]
    [InlineData(0, "Test", false)]
    public async Task The_exit_code_that_the_build_sets_tells_whether_the_run_succeeded(int exitCode, string? fails, bool kept)
    {
        Current.Value!.Fails = fails;
        Current.Value!.ExitCode = exitCode;

        await RunAsync("Pack");

        Assert.Equal(kept, File.Exists(_fixture.Root[BuildAttempt.RelativePath]));
    }

    [Fact]
    public async Task The_plan_shows_what_would_be_skipped_and_changes_nothing()
    {
        await RunAsync("Pack");

        Assert.Contains("1  Restore  skipped (succeeded in the last run)\n", (await RunAsync("Pack", "--continue", "--plan")).Output);
        Assert.DoesNotContain("skipped", (await RunAsync("Pack", "--plan")).Output);
        Assert.Equal("Test", (await RunAsync("Pack", "--continue")).Ran);
    }

    [Fact]
    public async Task Where_nothing_can_be_written_the_build_runs()
    {
        _fixture.Root.Write(".nuke/temp", "a file");

        var result = await RunAsync("Pack", "--verbosity", "debug");

        Assert.Equal("Restore Compile Test", result.Ran);
        Assert.Contains($"{BuildAttempt.RelativePath} was not written: ", result.Output);
    }

    private Task<BuildResult> RunAsync(params string[] arguments) => _fixture.RunAsync<Sample>(arguments);

    private sealed class State
    {
        public string? Fails { get; set; } = "Test Load Check Fill Fragile";

        public int? ExitCode { get; set; }

        public Interruption? Interrupt { get; set; }
    }

    public interface IDatabase : IPlimsollBuild
    {
        Setup StartDatabase => _ => _.Executes(() => { });

        Cleanup StopDatabase => _ => _.Executes(() => { });
    }

    private sealed class Sample : PlimsollBuild, IDatabase
    {
        [Parameter] readonly string? Name;
        [Parameter, Secret] readonly string? Key;
        [Parameter] readonly AbsolutePath? Folder;

        protected override void OnBuildFinished() => ExitCode = Current.Value!.ExitCode;

        Target Pack => _ => _.DependsOn(Test).Executes(() => Do("Pack"));

        Target Test => _ => _.DependsOn(Compile).Executes(() => Do("Test"));

        Target Compile => _ => _.DependsOn(Restore).Executes(() => Do("Compile"));

        Target Load => _ => _.DependsOn(Restore).DependsOnContext<IDatabase>().Executes(() => Do("Load"));

        Target Migrate => _ => _.DependsOnContext<IDatabase>().Executes(() => Do("Migrate"));

        Target Fill => _ => _.DependsOn(Migrate).DependsOnContext<IDatabase>().Executes(() => Do("Fill"));

        Target Fragile => _ => _.DependsOn(Use).Executes(() => Do("Fragile"));

        Target Use => _ => _.DependsOn(Group).Executes(() => Do("Use"));

        Target Group => _ => _.DependsOn(Restore);

        Target Sum => _ => _.DependsOn(Report).Executes(() => Do("Sum"));

        Target Report => _ => _.DependsOn(Check).Executes(() => Do("Report"));

        Target Check => _ => _.DependsOn(Restore).ProceedAfterFailure().Executes(() => Do("Check"));

        Target Restore => _ => _.After<IDatabase>(x => ToTarget(x.StartDatabase)).Executes(() => Do("Restore"));

        private static Target ToTarget(Setup setup) => Plimsoll.Build.Planning.TargetDiscovery.ToTarget(setup)!;

        private void Do(string target)
        {
            if (target == "Test")
                Current.Value!.Interrupt?.Signal();
            CancellationToken.ThrowIfCancellationRequested();
            if (Current.Value!.Fails?.Split(' ').Contains(target) == true)
                throw new InvalidOperationException($"{Name}{Key?.Length}{Folder}");
        }
    }
}
