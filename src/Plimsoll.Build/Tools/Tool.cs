namespace Plimsoll.Build.Tools;

/// <summary>Runs a tool with arguments in one text.</summary>
/// <param name="arguments">The arguments: <c>$"push {image}"</c>; see <see cref="ArgumentStringHandler"/>.</param>
/// <param name="workingDirectory">The working directory; a relative one is below the root. The default is the root.</param>
/// <param name="environmentVariables">Variables added to the environment of the build.</param>
/// <param name="timeout">Kills the process and its children after so many milliseconds. The default is never.</param>
/// <param name="logOutput">Shows the output. The default is <c>true</c>.</param>
/// <param name="logInvocation">Shows the command line. The default is <c>true</c>.</param>
/// <param name="logger">Receives the lines, from several threads, instead of the build's output.</param>
/// <param name="exitHandler">Called with the process that ended, instead of a check that its exit code is 0.</param>
/// <returns>The lines of its output, of both streams.</returns>
/// <exception cref="ProcessFailedException">It failed.</exception>
public delegate IReadOnlyCollection<Output> Tool(
    ArgumentStringHandler arguments,
    string? workingDirectory = null,
    IReadOnlyDictionary<string, string>? environmentVariables = null,
    int? timeout = null,
    bool? logOutput = null,
    bool? logInvocation = null,
    Action<OutputType, string>? logger = null,
    Action<IProcess>? exitHandler = null);
