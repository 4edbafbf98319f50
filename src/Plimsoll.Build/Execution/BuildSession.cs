using System.Collections.Concurrent;
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
        Server = BuildServerDetector.Detect(host.Environment);
        Sink = new OutputSink(host.Output, Server, Style.Create(host.IsTerminal, host.Environment));
        Log = new BuildLog(Sink, verbosity);
        Processes = new ProcessRunner(Sink, verbosity, root, host.Clock);
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
            ToolHost.Current = new ToolHost(value.Processes, value.Root, value.Host.Environment, () => value.CancellationToken);
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

    public BuildServer Server { get; }

    public OutputSink Sink { get; }

    public BuildLog Log { get; }

    public ProcessRunner Processes { get; }

    public SummaryPairs Summary { get; } = new();

    /// <summary>The part of the work of partitioned targets that is done here.</summary>
    public Partition Partition { get; init; } = Partition.Single;

    /// <summary>The build, once it is made; <c>null</c> before.</summary>
    public IPlimsollBuild? Build { get; set; }

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
    public BuildParameter? FindParameter(string text)
    {
        var member = LambdaText.GetMember(LambdaText.GetBody(text));
        return Parameters.FirstOrDefault(p => p.Member.Name == member) ?? Parameters.FirstOrDefault(p => p.Key == ParameterName.GetKey(member));
    }
}
