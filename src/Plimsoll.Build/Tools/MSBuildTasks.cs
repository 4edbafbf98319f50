namespace Plimsoll.Build.Tools;

/// <summary>Runs MSBuild, for <c>using static Plimsoll.Build.Tools.MSBuildTasks;</c>.</summary>
public static partial class MSBuildTasks
{
    /// <summary>The file of MSBuild: <c>MSBUILD_EXE</c>, then that of the newest Visual Studio, then <c>msbuild</c> on <c>PATH</c>, or the bare name if there is none.</summary>
    public static string MSBuildPath => MSBuildLookup.Find(ToolHost.Current) ?? "msbuild";

    /// <summary>What receives the lines of <c>msbuild</c>, from several threads. The default is <see cref="ProcessTasks.DefaultLogger"/>.</summary>
    public static Action<OutputType, string> MSBuildLogger
    {
        get => ToolLoggers.Get("msbuild");
        set => ToolLoggers.Set("msbuild", value);
    }

    /// <summary>Runs MSBuild with arguments in one text; <c>dotnet msbuild</c>, if there is no other.</summary>
    /// <inheritdoc cref="Plimsoll.Build.Tools.Tool"/>
    public static IReadOnlyCollection<Output> MSBuild(
        ArgumentStringHandler arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environmentVariables = null,
        int? timeout = null,
        bool? logOutput = null,
        bool? logInvocation = null,
        Action<OutputType, string>? logger = null,
        Func<IProcess, object?>? exitHandler = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var host = ToolHost.Current;
        var (file, first) = MSBuildLookup.Locate(host);
        var options = ProcessTasks.GetOptions(workingDirectory, environmentVariables, timeout, logOutput, logInvocation, ToolLoggers.For("msbuild", logger));
        return host.RunAsync(file, [.. first, .. arguments.ToList()], arguments.Secrets, options, exitHandler.AsAction(), default).GetAwaiter().GetResult();
    }
}
