using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Execution;

public sealed class EventTests : IDisposable
{
    private static readonly AsyncLocal<List<string>> Calls = new();

    private readonly BuildFixture _fixture = new();

    public EventTests() => Calls.Value = [];

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task The_build_is_told_of_all_that_happens_in_order()
    {
        var result = await _fixture.RunAsync<Sample>("Skipped", "Fine", "Fails", "Never");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Equal(
            [
                "created given plan", "initialized plan Skipped Fine Fails Never", "skipped Skipped", "running Fine", "action scheduled Fails Never running Fine", "succeeded Fine",
                "running Fails", "failed Fails", "finished True: Fails Fine; never Never; True",
            ],
            Calls.Value!);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--plan")]
    public async Task What_only_shows_something_calls_nothing(string option)
    {
        await _fixture.RunAsync<Sample>("Fine", option);

        Assert.Empty(Calls.Value!);
    }

    [Fact]
    public async Task Attributes_are_called_by_priority_and_before_the_build_those_of_base_classes_too()
    {
        await _fixture.RunAsync<Extended>("Fine", "Skipped");

        Assert.Equal(
            [
                "B created 3", "A created 3", "own created", "A initialized 3 2", "A running Fine", "own running", "A summary Fine", "A succeeded Fine", "A skipped Skipped", "A finished True", "own finished",
            ],
            Calls.Value!);
        Calls.Value!.Clear();
        await _fixture.RunAsync<Extended>("Fails");
        Assert.Contains("A failed Fails", Calls.Value!);
    }

    [Theory]
    [InlineData("running", "Target Fine failed: running")]
    [InlineData("succeeded", "Target Fine failed: succeeded")]
    [InlineData("skipped", "Target Left failed: skipped")]
    [InlineData("failed", "Target Broken failed: cause (InvalidOperationException)\nerror: What is called after the failure of Broken failed too: failed")]
    public async Task An_exception_there_fails_the_target_and_hides_no_other(string when, string message)
    {
        var result = await _fixture.RunAsync<Throwing>("Fine", "Left", "Broken", "--when", when);

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains($"error: {message} (NotSupportedException)\n", result.Output);
    }

    [Theory]
    [InlineData("Fine", 3, "Build failed after its last target.")]
    [InlineData("Broken", 4, "Build failed: Broken.")]
    public async Task An_exception_at_the_end_neither_hides_the_summary_nor_the_failure_of_a_target(string target, int exitCode, string outcome)
    {
        var result = await _fixture.RunAsync<Ending>(target);

        Assert.Equal(exitCode, (int)result.ExitCode);
        Assert.Contains("error: What is called at the end of the build failed: extension\n", result.Output);
        Assert.Contains("error: What is called at the end of the build failed: own (NotSupportedException)\n", result.Output);
        Assert.Contains(outcome, result.Output);
    }

    [Theory]
    [InlineData("Demands", 2, "--needed")]
    [InlineData("Fine --fail-early", 1, "early")]
    public async Task The_end_is_told_where_no_target_could_run(string arguments, int exitCode, string message)
    {
        var result = await _fixture.RunAsync<Ending>(arguments.Split(' '));

        Assert.Equal(exitCode, (int)result.ExitCode);
        Assert.Contains(message, result.Error);
        Assert.Equal(["extension True", "own True"], Calls.Value!);
    }

    [Theory]
    [InlineData("Fine", 7, 7)]
    [InlineData("Fails", 0, 0)]
    [InlineData("Fails", null, 1)]
    [InlineData("Late", 7, 7)]
    public async Task The_exit_code_that_the_build_sets_wins(string target, int? set, int exitCode)
    {
        var result = await _fixture.RunAsync<Exiting>([target, .. set is { } code ? (string[])["--code", $"{code}"] : []]);

        Assert.Equal(exitCode, (int)result.ExitCode);
        Assert.Equal(set is not null, result.Output.EndsWith($"The build sets the exit code {exitCode}.\n"));
    }

    [Fact]
    public async Task The_servers_of_NET_are_shut_down_after_a_run_on_a_server_only()
    {
        _fixture.Root.Write("bin/dotnet", "#!/bin/sh\necho \"$@\" > \"$(dirname \"$0\")/called\"\n");
        File.SetUnixFileMode(_fixture.Root["bin/dotnet"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await _fixture.RunAsync<Shutting>("Fine", "--tools", "bin");
        Assert.False(File.Exists(_fixture.Root["bin/called"]));

        var result = await _fixture.RunAsync<Shutting>("Fine", "--tools", "bin", "--host", "Jenkins");
        Assert.Equal("build-server shutdown\n", File.ReadAllText(_fixture.Root["bin/called"]));
        Assert.DoesNotContain("build-server", result.Output);
    }

    [Fact]
    public async Task That_they_cannot_be_shut_down_is_a_warning()
    {
        _fixture.Root.Write("bin/dotnet", "#!/bin/sh\nexit 3\n");
        File.SetUnixFileMode(_fixture.Root["bin/dotnet"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var result = await _fixture.RunAsync<Shutting>("Fine", "--tools", "bin", "--host", "Jenkins");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("warning: The servers of .NET were not shut down: dotnet build-server shutdown exited with code 3.\n", result.Output);
    }

    [Fact]
    public async Task Variables_of_Visual_Studio_reach_no_command()
    {
        _fixture.Environment["VisualStudioVersion"] = "17.0";

        Assert.Contains("\nversion:\n", (await _fixture.RunAsync<Shutting>("Show")).Output);
    }

    private abstract class Targets : PlimsollBuild
    {
        protected Target Never => _ => _.After(Fails).Executes(() => { });

        protected Target Fails => _ => _.After(Fine).Executes(() => throw new InvalidOperationException("no"));

        protected Target Fine => _ => _.After(Skipped).Executes(() => Calls.Value!.Add($"action scheduled {string.Join(' ', ScheduledTargets)} running {string.Join(' ', RunningTargets)}"));

        protected Target Skipped => _ => _.OnlyWhenDynamic(() => false).Executes(() => { });
    }

    private sealed class Sample : Targets
    {
        [Parameter] readonly string Name = "given";

        protected override void OnBuildCreated() => Calls.Value!.Add($"created {Name} plan");

        protected override void OnBuildInitialized() => Calls.Value!.Add($"initialized plan {string.Join(' ', ExecutionPlan)}");

        protected override void OnTargetRunning(string target) => Calls.Value!.Add($"running {target}");

        protected override void OnTargetSkipped(string target) => Calls.Value!.Add($"skipped {target}");

        protected override void OnTargetSucceeded(string target) => Calls.Value!.Add($"succeeded {target}");

        protected override void OnTargetFailed(string target) => Calls.Value!.Add($"failed {target}");

        protected override void OnBuildFinished() => Calls.Value!.Add(
            $"finished {IsFinished}: {string.Join(' ', FinishedTargets)}; never {string.Join(' ', ExecutionPlan.Where(t => t.Status == ExecutionStatus.NotRun))}; {IsFailing}");
    }

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TracingAttribute : BuildExtensionAttributeBase,
        IOnBuildCreated, IOnBuildInitialized, IOnTargetRunning, IOnTargetSkipped, IOnTargetSucceeded, IOnTargetFailed, IOnTargetSummaryUpdated, IOnBuildFinished
    {
        public override float Priority => -1;

        public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets) => Calls.Value!.Add($"A created {executableTargets.Count}");

        public void OnBuildInitialized(IReadOnlyCollection<ExecutableTarget> executableTargets, IReadOnlyCollection<ExecutableTarget> executionPlan) =>
            Calls.Value!.Add($"A initialized {executableTargets.Count} {executionPlan.Count}");

        public void OnTargetRunning(ExecutableTarget target) => Calls.Value!.Add($"A running {target.Name}");

        public void OnTargetSkipped(ExecutableTarget target) => Calls.Value!.Add($"A skipped {target.Name}");

        public void OnTargetSucceeded(ExecutableTarget target) => Calls.Value!.Add($"A succeeded {target.Name}");

        public void OnTargetFailed(ExecutableTarget target) => Calls.Value!.Add($"A failed {target.Name}");

        public void OnTargetSummaryUpdated(IPlimsollBuild build, ExecutableTarget target) => Calls.Value!.Add($"A summary {target.Name}");

        public void OnBuildFinished() => Calls.Value!.Add($"A finished {Build.IsFinished}");
    }

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class FirstAttribute : BuildExtensionAttributeBase, IOnBuildCreated
    {
        public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets) => Calls.Value!.Add($"B created {executableTargets.Count}");
    }

    [Tracing]
    private abstract class Traced : PlimsollBuild;

    [First(Priority = 5)]
    private sealed class Extended : Traced
    {
        protected override void OnBuildCreated() => Calls.Value!.Add("own created");

        protected override void OnTargetRunning(string target) => Calls.Value!.Add("own running");

        protected override void OnBuildFinished() => Calls.Value!.Add("own finished");

        Target Skipped => _ => _.After(Fine).OnlyWhenStatic(() => false);

        Target Fine => _ => _.Executes(() => ReportSummary(s => s.AddPair("a", 1)));

        Target Fails => _ => _.Executes(() => throw new InvalidOperationException("no"));
    }

    private sealed class Throwing : PlimsollBuild
    {
        [Parameter] readonly string When = "";

        protected override void OnTargetRunning(string target) => Throw("running");

        protected override void OnTargetSkipped(string target) => Throw("skipped");

        protected override void OnTargetSucceeded(string target) => Throw("succeeded");

        protected override void OnTargetFailed(string target) => Throw("failed");

        Target Broken => _ => _.After(Left).Executes(() => throw new InvalidOperationException("cause"));

        Target Left => _ => _.After(Fine).OnlyWhenDynamic(() => false);

        Target Fine => _ => _.Executes(() => { });

        private void Throw(string when)
        {
            if (When == when)
                throw new NotSupportedException(when);
        }
    }

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class EndingAttribute : BuildExtensionAttributeBase, IOnBuildFinished
    {
        public void OnBuildFinished()
        {
            Calls.Value!.Add($"extension {Build.IsFinished}");
            throw new BuildException(3, "extension", null);
        }
    }

    [Ending]
    private sealed class Ending : PlimsollBuild
    {
        [Parameter] readonly string? Needed;
        [Parameter] readonly bool FailEarly;

        protected override void OnBuildInitialized()
        {
            if (FailEarly)
                throw new NotSupportedException("early");
        }

        protected override void OnBuildFinished()
        {
            Calls.Value!.Add($"own {IsFailing}");
            throw new NotSupportedException("own");
        }

        Target Demands => _ => _.Requires(() => Needed).Executes(() => { });

        Target Fine => _ => _.Executes(() => { });

        Target Broken => _ => _.Executes(() => throw new BuildException(4, "cause", null));
    }

    private sealed class Exiting : PlimsollBuild
    {
        [Parameter] readonly int? Code;

        protected override void OnBuildFinished() => ExitCode = SucceededTargets.Contains(Late) ? Code : ExitCode;

        Target Fine => _ => _.Executes(() => { ExitCode = Code; });

        Target Late => _ => _.Executes(() => { });

        Target Fails => _ => _.Executes(() =>
        {
            ExitCode = Code;
            throw new InvalidOperationException("no");
        });
    }

    [ShutdownDotNetAfterServerBuild]
    [UnsetVisualStudioEnvironmentVariables]
    [CheckBuildProjectConfigurations(TimeoutInMilliseconds = 100)]
    [HandleVisualStudioDebugging]
    [OnDemandValueInjection]
    private sealed class Shutting : PlimsollBuild
    {
        [Parameter] readonly AbsolutePath? Tools;

        protected override void OnBuildCreated()
        {
            if (Tools is not null)
                EnvironmentInfo.SetVariable("PATH", $"{Tools}:{EnvironmentInfo.GetVariable("PATH")}");
        }

        Target Fine => _ => _.Executes(() => { });

        Target Show => _ => _.Executes(() => { Run("sh", ["-c", "echo version:$VisualStudioVersion"]); });
    }
}
