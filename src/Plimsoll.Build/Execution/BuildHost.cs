using System.Collections;
using Plimsoll.Build.CI;
using Plimsoll.Build.Prompts;
using Plimsoll.Build.Servers;

namespace Plimsoll.Build.Execution;

/// <summary>The process a build runs in: its arguments, environment, directories, streams and signals. Tests supply their own.</summary>
internal sealed record BuildHost
{
    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required AbsolutePath WorkingDirectory { get; init; }

    /// <summary>The directory of the compiled build. The search for the root starts here, then in the working directory.</summary>
    public required AbsolutePath BuildDirectory { get; init; }

    /// <summary>Standard output: the log of the build, or the help or plan that was asked for.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error: why a build could not start.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>
    /// Opens standard input: secrets to encrypt where nobody can be asked. Only when it is needed, because the runtime then takes the
    /// terminal over from the programs that the build starts.
    /// </summary>
    public Func<TextReader> Input { get; init; } = () => TextReader.Null;

    public bool IsTerminal { get; init; }

    /// <summary>Whoever sits at the terminal, if there is one.</summary>
    public IPrompt? Terminal { get; init; }

    /// <summary>Whom to ask for what is missing: never on a build server, whose terminal nobody sits at.</summary>
    public IPrompt? Prompt => Kind.Server == BuildServer.None ? Terminal : null;

    /// <summary>What the build takes for where it runs: what the environment tells, unless it was named.</summary>
    public HostKind Kind
    {
        get => field ?? HostKind.Detect(Environment);
        init;
    }

    /// <summary>
    /// What reads the log. That is what the environment tells, whichever host was named: a command that hides a secret would print it
    /// elsewhere, and one in foreign text is obeyed where it is read.
    /// </summary>
    public BuildServer LogReader => HostKind.Detect(Environment).Server;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Interruption Interruption { get; init; } = new();

    /// <summary>The process itself.</summary>
    public static BuildHost FromProcess(IReadOnlyList<string> arguments)
    {
        // Names compare as the platform's do. Windows has PATH as Path.
        var names = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var environment = new Dictionary<string, string>(names);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = System.Text.Encoding.UTF8;
        return new BuildHost
        {
            Arguments = arguments,
            Environment = environment,
            WorkingDirectory = AbsolutePath.Create(System.Environment.CurrentDirectory),
            BuildDirectory = AbsolutePath.Create(AppContext.BaseDirectory),
            Output = Console.Out,
            Error = Console.Error,
            Input = () => Console.In,
            Terminal = TerminalPrompt.TryOpen(),
            IsTerminal = !Console.IsOutputRedirected,
        };
    }
}
