using System.Reflection;
using Plimsoll.Build.Output;
using Plimsoll.Build.Parameters;
using Plimsoll.Build.Planning;

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
            var line = CommandLine.Parse(host.Arguments, parameters);
            var root = RootDirectoryFinder.Find(line.Root, host);
            var file = ParameterFile.Read(root);
            var verbosity = VerbosityOption.Resolve(line, host.Environment, file);

            // The help shows what holds when nothing is given.
            var values = line.Help
                ? ParameterValues.None
                : ParameterValues.Read(parameters, line, host.Environment, file, host.WorkingDirectory, root);
            BuildSession.Current = session = new BuildSession(host, root, parameters, values, verbosity);
            if (!line.Help && !line.Plan)
                HideSecrets(session);

            var build = new T();
            session.Build = build;
            values.Inject(build, parameters);
            var targets = TargetDiscovery.Discover(build);
            var defaultTargets = defaults.Select(d => ByDelegate(targets, d(build))).ToList();
            if (line.Help || (line.Targets.Count == 0 && defaultTargets.Count == 0))
            {
                HelpText.Write(targets, defaultTargets, parameters, p => DefaultText(build, p), l => session.Sink.WriteLine(l));
                return BuildExitCode.Done;
            }

            var invoked = line.Targets.Count > 0 ? [.. line.Targets.Select(n => ByName(targets, n)).Distinct()] : defaultTargets;
            var plan = session.Plan = ExecutionPlan.Create(targets, invoked);
            TargetSkipper.ApplyOption(plan, line.Skip?.ConvertAll(n => ByName(targets, n)));
            if (line.Plan)
            {
                if (line.PlanAsJson)
                    session.Sink.WriteLine(ExecutionPlanText.ToJson(plan));
                else
                    ExecutionPlanText.Write(plan, l => session.Sink.WriteLine(l));
                return BuildExitCode.Done;
            }

            return await ExecuteAsync(session, build, targets, file, line.NoLogo);
        }
        catch (Exception exception)
        {
            return Report(host, session, Failure.Unwrap(exception));
        }
    }

    private static async Task<int> ExecuteAsync(
        BuildSession session,
        PlimsollBuild build,
        IReadOnlyList<ExecutableTarget> targets,
        ParameterFile file,
        bool noLogo)
    {
        var reporter = new Reporter(session.Sink, session.Log.Verbosity);
        if (!noLogo)
            reporter.WriteLogo();
        await WriteSchemaAsync(session, targets);
        WarnOfUnknown(session, file);

        build.Initialized();
        TargetSkipper.ApplyStaticConditions(session.Plan);
        RequirementCheck.Run(session, session.Plan);
        await new TargetExecutor(session, session.Plan, reporter).RunAsync();
        build.Finished();

        var interrupted = session.Host.Interruption.Work.IsCancellationRequested;
        var code = Failure.GetExitCode(session.Plan.Targets);
        if (interrupted && session.Plan.Targets.Any(t => t.Status is TargetStatus.NotRun or TargetStatus.Aborted))
            code = BuildExitCode.Interrupted;
        reporter.WriteSummary(session.Plan.Targets, session.Summary, Outcome(session.Plan, code), code == BuildExitCode.Done);
        return code;
    }

    private static string Outcome(ExecutionPlan plan, int code) => code switch
    {
        BuildExitCode.Done => "Build succeeded.",
        BuildExitCode.Interrupted => "Build was interrupted.",
        _ => $"Build failed: {string.Join(", ", plan.Targets.Where(t => t.Status == TargetStatus.Failed))}.",
    };

    private static int Report(BuildHost host, BuildSession? session, Exception exception)
    {
        if (exception is OperationCanceledException && host.Interruption.Work.IsCancellationRequested)
            return BuildExitCode.Interrupted;
        string Masked(string text) => session?.Sink.Mask.Apply(text) ?? text;
        host.Error.WriteLine(Masked($"error: {Failure.GetMessage(exception)}"));
        if (exception is BuildException { Advice: { } advice })
            host.Error.WriteLine(Masked(advice));
        if (session?.Log.Verbosity == Verbosity.Debug)
            host.Error.WriteLine(Masked(exception.ToString()));
        return Failure.GetExitCode(exception);
    }

    private static void HideSecrets(BuildSession session)
    {
        foreach (var parameter in session.Parameters.Where(p => p.IsSecret))
            if (session.Values.TryGet(parameter, out var value))
                foreach (var secret in value as System.Collections.IEnumerable is var list && value is not string && list is not null ? list.Cast<object>() : [value!])
                    if (secret.ToString() is { Length: > 0 } text)
                        session.Sink.HideSecret(text);
    }

    private static async Task WriteSchemaAsync(BuildSession session, IReadOnlyList<ExecutableTarget> targets)
    {
        try
        {
            if ((session.Root / RootDirectoryFinder.Marker).DirectoryExists())
                await SchemaFile.WriteAsync(session.Root, targets, session.Parameters);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A read-only checkout still builds; only shell completion goes without.
            session.Log.Debug($"{SchemaFile.RelativePath} was not written: {exception.Message}");
        }
    }

    private static void WarnOfUnknown(BuildSession session, ParameterFile file)
    {
        foreach (var name in file.Names)
            if (session.Parameters.All(p => p.Key != ParameterName.GetKey(name)) && ParameterName.GetKey(name) != BuiltInOption.Verbosity.Key)
                session.Log.Warning($"{ParameterFile.RelativePath} sets {name}, which is not a parameter of this build.");
    }

    private static ExecutableTarget ByDelegate(IReadOnlyList<ExecutableTarget> targets, Target target) =>
        targets.FirstOrDefault(t => t.Factory.Equals(target)) ?? targets.FirstOrDefault(t => t.Factory.Method == target.Method)
        ?? throw BuildException.Usage("The default target passed to Execute<Build>(…) is not a target of the build class.", "Pass one of its properties of type Target: Execute<Build>(x => x.Compile).");

    private static ExecutableTarget ByName(IReadOnlyList<ExecutableTarget> targets, string name) =>
        targets.FirstOrDefault(t => ParameterName.GetKey(t.Name) == ParameterName.GetKey(name)) ?? throw BuildException.Usage(
            $"Unknown target '{name}'.", Suggestion.GetAdvice(name, targets.Where(t => t.Listed).Select(t => t.Name), "--help lists the targets."));

    private static string? DefaultText(object build, BuildParameter parameter)
    {
        try
        {
            var value = parameter.Member is FieldInfo field ? field.GetValue(build) : ((PropertyInfo)parameter.Member).GetValue(build);
            return value switch
            {
                null or false => null,
                string { Length: 0 } => null,
                AbsolutePath path => BuildSession.Current.Root.GetRelativePathTo(path),
                string text => text,
                System.Collections.IEnumerable list => string.Join(parameter.Separator, list.Cast<object>()) is { Length: > 0 } joined ? joined : null,
                true => "true",
                _ => value.ToString(),
            };
        }
        catch (TargetInvocationException)
        {
            // A default that throws, because it depends on another parameter, is not shown.
            return null;
        }
    }
}
