using System.Collections.Concurrent;
using System.Reflection;
using Plimsoll.Build.CI;
using Plimsoll.Build.Injection;
using Plimsoll.Build.Output;
using Plimsoll.Build.Parameters;
using Plimsoll.Build.Planning;
using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Execution;

/// <summary>One run of one build: what its members read.</summary>
internal sealed class BuildSession
{
    private static readonly StringComparer NameComparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private static readonly AsyncLocal<BuildSession?> Ambient = new();

    public BuildSession(BuildHost host, AbsolutePath root, IReadOnlyList<BuildParameter> parameters, ParameterValues values, Verbosity verbosity)
    {
        Host = host;
        Root = root;
        Parameters = parameters;
        Values = values;
        Variables = new ConcurrentDictionary<string, string>(host.Environment, NameComparer);
        Sink = new OutputSink(host.Output, host.LogReader, Style.Create(host.IsTerminal, host.Environment));
        Log = new BuildLog(Sink, verbosity);
        Processes = new ProcessRunner(Sink, verbosity, root, host.Clock);
        RunsOn = host.Kind.Create(new HostContext
        {
            Variable = name => Variables.GetValueOrDefault(name),
            SetVariable = SetVariable,
            WriteLine = line => Sink.WriteLine(line),
            WriteUnmasked = host.Kind.Server == host.LogReader ? Sink.WriteUnmasked : Sink.WriteLine,
            Hide = Sink.HideSecret,
            Run = Run,
            CancellationToken = () => CancellationToken,
        });
    }

    /// <summary>
    /// The session of the current flow of control. Ambient, because initialisers of a build's fields read the root
    /// directory and the host before anything could be handed to the build.
    /// </summary>
    /// <exception cref="InvalidOperationException">No build runs here.</exception>
    public static BuildSession Current
    {
        get => Ambient.Value ?? throw new InvalidOperationException("There is no running build. Start it with PlimsollBuild.Execute.");
        set
        {
            Ambient.Value = value;
            ToolHost.Current = new ToolHost(value.Processes, value.Root, value.Host.Environment, () => value.CancellationToken)
            {
                FindProject = () => BuildProject.TryFind(value.AssemblyFile, value.Root),
            };
        }
    }

    /// <summary>The session of the current flow of control, or <c>null</c> before a build has one.</summary>
    public static BuildSession? CurrentOrNull => Ambient.Value;

    public BuildHost Host { get; }

    public AbsolutePath Root { get; }

    /// <summary>The environment variables, as the build was started and as it has changed them since.</summary>
    public ConcurrentDictionary<string, string> Variables { get; }

    public IReadOnlyList<BuildParameter> Parameters { get; }

    public ParameterValues Values { get; }

    /// <summary>Where the build runs.</summary>
    public Host RunsOn { get; }

    /// <summary>The class of the build.</summary>
    public Type? BuildType { get; init; }

    /// <summary>The assembly of the build; the file is there unless the build is one file with its runtime.</summary>
    public AbsolutePath AssemblyFile => Host.BuildDirectory / $"{BuildType?.Assembly.GetName().Name}.dll";

    public OutputSink Sink { get; }

    public BuildLog Log { get; }

    public ProcessRunner Processes { get; }

    public SummaryPairs Summary { get; } = new();

    /// <summary>The part of the work of partitioned targets that is done here.</summary>
    public Partition Partition { get; init; } = Partition.Single;

    /// <summary>The members whose values attributes compute, once the build is made; <c>null</c> before.</summary>
    public InjectedValues? Injected { get; set; }

    /// <summary>The build, once it is made; <c>null</c> before.</summary>
    public IPlimsollBuild? Build { get; set; }

    /// <summary>What is told of the run; <c>null</c> before it begins.</summary>
    public BuildEvents? Events { get; set; }

    public ExecutionPlan Plan { get; set; } = new([], []);

    /// <summary>The target whose actions run, or <c>null</c>.</summary>
    public ExecutableTarget? Running { get; set; }

    /// <summary>An assured target goes on after the first signal; everything else stops.</summary>
    public CancellationToken CancellationToken =>
        Running is { Definition.IsAssuredAfterFailure: true } ? Host.Interruption.Cleanup : Host.Interruption.Work;

    /// <summary>Sets or removes a variable, for the commands that the build runs as well.</summary>
    public void SetVariable(string name, string? value)
    {
        if (value is null)
            Variables.TryRemove(name, out _);
        else
            Variables[name] = value;
        Processes.SetVariable(name, value);
    }

    /// <summary>Masks all secrets known so far, here and on the build server.</summary>
    public void HideSecrets()
    {
        foreach (var secret in Values.Secrets.Where(s => s.Length > 0))
            Sink.HideSecret(secret);
    }

    /// <summary>Finds the parameter that a member or its lambda names.</summary>
    /// <param name="text">The source text of the member or the lambda.</param>
    /// <param name="lambda">The lambda: of two components with a member of one name, it is that whose code it is.</param>
    public BuildParameter? FindParameter(string text, MethodInfo? lambda = null)
    {
        var member = LambdaText.GetMember(LambdaText.GetBody(text));
        for (var type = lambda?.DeclaringType; type is not null; type = type.DeclaringType)
            if (type.IsInterface && type.GetProperty(member) is { } property && property.IsDefined(typeof(ParameterAttribute)))
                return Parameters.FirstOrDefault(p => p.Key == ParameterName.GetKey(ParameterDiscovery.NameOf(property)));
        return Parameters.FirstOrDefault(p => p.Member.Name == member) ?? Parameters.FirstOrDefault(p => p.Key == ParameterName.GetKey(member));
    }

    private void Run(string command, IReadOnlyList<string> arguments) =>
        Processes.RunAsync(command, arguments, new ProcessOptions { LogInvocation = false, LogOutput = false }, CancellationToken).GetAwaiter().GetResult();
}
