using Plimsoll.Build.CI;
using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.Injection;
using Plimsoll.Build.Output;
using Plimsoll.Build.Parameters;
using Plimsoll.Build.Planning;
using Plimsoll.Build.Secrets;

namespace Plimsoll.Build.Execution;

/// <summary>One run from the command line to the exit code.</summary>
internal static class BuildRunner
{
    /// <summary>Runs a build.</summary>
    /// <param name="host">The process it runs in.</param>
    /// <param name="defaults">The targets that run when none is named; none prints the help.</param>
    public static async Task<int> RunAsync<T>(BuildHost host, IReadOnlyList<Func<T, Target>> defaults)
        where T : PlimsollBuild, new()
    {
        BuildSession? session = null;
        try
        {
            var parameters = ParameterDiscovery.Discover(typeof(T));
            var line = CommandLine.Parse(host.Arguments, parameters, TargetDiscovery.GetNames(typeof(T)));
            host = host with { Kind = HostKind.Find(line.Host, host.Environment) };
            var root = RootDirectoryFinder.Find(line.Root, host);
            if (line.Secrets && !line.Help)
                return await SecretsCommand.RunAsync(host, root, parameters, line);
            var files = ParameterFiles.Read(root, line.Profiles);
            var verbosity = VerbosityOption.Resolve(line, host.Environment, files);

            // The help shows what holds when nothing is given, and a plan needs no secrets, so that nobody is asked for a password.
            var passwords = line.Plan || line.GenerateConfiguration || line.CheckConfiguration ? null : new SecretPasswords(host.Environment, host.Prompt, host.Interruption.Work);
            var values = line.Help
                ? ParameterValues.None
                : ParameterValues.Read(parameters, line, host.Environment, files, passwords, host.WorkingDirectory, root);
            BuildSession.Current = session = new BuildSession(host, root, parameters, values, verbosity)
            {
                Partition = PartitionOption.Resolve(line, host.Environment),
                BuildType = typeof(T),
            };
            if (!line.Help && !line.Plan)
                session.HideSecrets();
            foreach (var password in passwords?.Known ?? [])
                session.Sink.HideSecret(password);

            var build = new T();
            session.Build = build;
            session.Injected = InjectedValues.Discover(build);
            values.Inject(build, parameters);
            ToolInjection.Apply(build);
            HostInjection.Inject(build, session.RunsOn);
            var targets = TargetDiscovery.Discover(build);
            var defaultTargets = defaults.Select(d => ByDelegate(targets, d(build))).ToList();
            var context = new GenerationContext { Build = build, Targets = targets, Defaults = defaultTargets, Parameters = parameters };
            if ((line.GenerateConfiguration || line.CheckConfiguration) && !line.Help)
                return await ConfigurationCommand.RunAsync(session, context, line);
            if (line.Help || (line.Targets.Count == 0 && defaultTargets.Count == 0))
            {
                HelpText.Write(targets, defaultTargets, parameters, p => ParameterDefault.ToText(build, p), l => session.Sink.WriteLine(l));
                return BuildExitCode.Done;
            }

            var invoked = line.Targets.Count > 0 ? [.. line.Targets.Select(n => ByName(targets, n)).Distinct()] : defaultTargets;
            var plan = session.Plan = ExecutionPlan.Create(targets, invoked);
            if (line.Strict)
                RefuseUnordered(plan);
            TargetSkipper.ApplyOption(plan, line.Skip?.ConvertAll(n => ByName(targets, n)));
            if (line.Plan)
            {
                if (line.Continue)
                    new BuildAttempt(session, line.Skip).Preview(plan);
                if (line.PlanAsJson)
                    session.Sink.WriteLine(ExecutionPlanText.ToJson(plan));
                else
                    ExecutionPlanText.Write(plan, l => session.Sink.WriteLine(l));
                return BuildExitCode.Done;
            }

            return await ExecuteAsync(session, build, context, files, line);
        }
        catch (Exception exception)
        {
            return Report(host, session, Failure.Unwrap(exception));
        }
    }

    private static async Task<int> ExecuteAsync(
        BuildSession session,
        PlimsollBuild build,
        GenerationContext context,
        ParameterFiles files,
        CommandLine line)
    {
        var reporter = new Reporter(session.Sink, session.Log.Verbosity);
        if (!line.NoLogo)
            reporter.WriteLogo();
        await WriteSchemaAsync(session, context.Targets);
        if (ConfigurationFiles.Exist(build.GetType()))
            await ConfigurationCommand.UpdateAsync(session, context);
        WarnOfFiles(session, files);

        var events = session.Events = new BuildEvents(build);
        events.Created(context.Targets);
        session.Injected!.Inject();
        var attempt = new BuildAttempt(session, line.Skip);
        int finish;
        try
        {
            events.Initialized(context.Targets, session.Plan.Targets);
            TargetSkipper.ApplyStaticConditions(session.Plan);
            RequirementCheck.Run(session, build);
            if (line.Continue)
                attempt.Resume(session.Plan);
            else
                attempt.Forget();
            await new TargetExecutor(session, session.Plan, reporter, events, attempt).RunAsync();
        }
        finally
        {
            finish = Finish(session, events);
        }

        var interrupted = session.Host.Interruption.Work.IsCancellationRequested;
        var code = Failure.GetExitCode(session.Plan.Targets);
        if (interrupted && session.Plan.Targets.Any(t => t.Status is ExecutionStatus.NotRun or ExecutionStatus.Aborted))
            code = BuildExitCode.Interrupted;
        if (code == BuildExitCode.Done)
            code = finish;
        if ((build.ExitCode ?? code) == BuildExitCode.Done)
            attempt.Forget();
        reporter.WriteSummary(session.Plan.Targets, session.Summary, Outcome(session.Plan, code), code == BuildExitCode.Done);
        if (build.ExitCode is { } set && set != code)
            session.Log.Information($"The build sets the exit code {set}.");
        return build.ExitCode ?? code;
    }

    /// <summary>Tells that the run has ended, however it did. An exception there is reported, and hides no other.</summary>
    /// <returns>The exit code that comes of it where all targets went well.</returns>
    private static int Finish(BuildSession session, BuildEvents events)
    {
        foreach (var target in session.Plan.Targets.Where(t => t.Status == ExecutionStatus.Scheduled))
            target.Status = ExecutionStatus.NotRun;
        var code = BuildExitCode.Done;
        foreach (var exception in events.Finished().Select(Failure.Unwrap))
        {
            var interrupted = exception is OperationCanceledException && session.Host.Interruption.Work.IsCancellationRequested;
            if (!interrupted)
                Failure.Report(session.Log, "What is called at the end of the build failed: ", exception);
            if (code == BuildExitCode.Done)
                code = interrupted ? BuildExitCode.Interrupted : Failure.GetExitCode(exception);
        }

        return code;
    }

    private static void RefuseUnordered(ExecutionPlan plan)
    {
        if (plan.FindUnordered() is not [var (first, then), ..] all)
            return;
        throw BuildException.Usage(
            $"The order of targets is left to chance: nothing says which of {string.Join(", or of ", all.Select(p => $"{p.First} and {p.Then}"))} runs first.",
            $"Say so in the build: Target {then.Name} => _ => _.After({first.Name}).");
    }

    private static string Outcome(ExecutionPlan plan, int code) => code switch
    {
        BuildExitCode.Done => "Build succeeded.",
        BuildExitCode.Interrupted => "Build was interrupted.",
        _ when plan.Targets.Where(t => t.Status == ExecutionStatus.Failed).ToList() is { Count: > 0 } failed => $"Build failed: {string.Join(", ", failed)}.",
        _ => "Build failed after its last target.",
    };

    private static int Report(BuildHost host, BuildSession? session, Exception exception)
    {
        if (exception is OperationCanceledException && host.Interruption.Work.IsCancellationRequested)
            return BuildExitCode.Interrupted;
        var server = host.LogReader;
        Write($"error: {Failure.GetMessage(exception)}");
        if (exception is BuildException { Advice: { } advice })
            Write(advice);
        if (session?.Log.Verbosity == Verbosity.Debug)
            Write(exception.ToString());
        return session?.Build?.ExitCode ?? Failure.GetExitCode(exception);

        // A message may quote what a file or variable has, and build servers read commands from standard error too.
        void Write(string text)
        {
            foreach (var line in OutputSink.SplitLines(session?.Sink.Mask.Apply(text) ?? text))
                host.Error.WriteLine(BuildServerCommands.Neutralize(server, line));
        }
    }

    private static async Task WriteSchemaAsync(BuildSession session, IReadOnlyList<ExecutableTarget> targets)
    {
        try
        {
            if ((session.Root / RootDirectoryFinder.Marker).DirectoryExists())
                await SchemaFile.WriteAsync(session.Root, targets, session.Parameters, HostKind.All.Select(kind => kind.Name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A read-only checkout still builds; only shell completion goes without.
            session.Log.Debug($"{SchemaFile.RelativePath} was not written: {exception.Message}");
        }
    }

    private static void WarnOfFiles(BuildSession session, ParameterFiles files)
    {
        foreach (var file in files.All)
            foreach (var name in file.Names)
                if (session.Parameters.All(p => p.Key != ParameterName.GetKey(name)) && ParameterName.GetKey(name) != BuiltInOption.Verbosity.Key)
                    session.Log.Warning($"{file.Name} sets {name}, which is not a parameter of this build.");
        foreach (var parameter in session.Parameters)
            if (session.Values.GetProblem(parameter) is { } problem)
                session.Log.Warning($"{problem} {parameter.Name} has no value.");
    }

    private static ExecutableTarget ByDelegate(IReadOnlyList<ExecutableTarget> targets, Target target) =>
        targets.FirstOrDefault(t => t.Factory.Equals(target)) ?? targets.FirstOrDefault(t => t.Factory.Method == target.Method)
        ?? throw BuildException.Usage("The default target passed to Execute<Build>(…) is not a target of the build class.", "Pass one of its properties of type Target: Execute<Build>(x => x.Compile).");

    private static ExecutableTarget ByName(IReadOnlyList<ExecutableTarget> targets, string name) =>
        targets.FirstOrDefault(t => ParameterName.GetKey(t.Name) == ParameterName.GetKey(name)) ?? throw BuildException.Usage(
            $"Unknown target '{name}'.", Suggestion.GetAdvice(name, targets.Where(t => t.Listed).Select(t => t.Name), "--help lists the targets."));
}
