using Plimsoll.Build.Output;

namespace Plimsoll.Build.Tools;

/// <summary>The settings of a command. A value left at its default adds no argument.</summary>
public abstract record ToolSettings
{
    /// <summary>How the process is run.</summary>
    public ProcessOptions Process { get; init; } = ProcessOptions.Default;

    /// <summary>Another executable than the tool's own: a path, or a name to be looked up on <c>PATH</c>. The default is <c>null</c>.</summary>
    public string? ToolPath { get; init; }

    /// <summary>Arguments that have no member here, one by one, behind all others but those behind <c>--</c>.</summary>
    public IReadOnlyList<string> AdditionalArguments { get; init; } = [];

    /// <summary>Adds arguments where <see cref="AdditionalArguments"/> does not do. The default is <c>null</c>.</summary>
    public Func<Arguments, Arguments>? ArgumentConfigurator { get; init; }

    /// <summary>Texts that are masked in everything that is printed, besides the values of secret arguments.</summary>
    public IReadOnlyList<string> RedactedSecrets { get; init; } = [];

    /// <summary>Called with the settings and the process that ended, instead of a check that its exit code is 0. The default is <c>null</c>.</summary>
    internal Action<ToolSettings, IProcess>? ExitHandler { get; init; }

    /// <summary>The executable, looked up on <c>PATH</c>.</summary>
    protected abstract string ToolName { get; }

    /// <summary>Its first arguments, separated by blanks.</summary>
    protected virtual string ToolCommand => "";

    internal string Executable => ToolPath ?? ToolName;

    /// <summary>The tool, whatever executable it is.</summary>
    internal string Tool => ToolName;

    /// <summary>Returns the arguments of the tool.</summary>
    public IReadOnlyList<string> ToArguments() => GetArguments().ToList();

    /// <summary>Returns the command line, with secrets masked.</summary>
    public sealed override string ToString()
    {
        var arguments = GetArguments();
        var mask = new SecretMask();
        foreach (var secret in arguments.Secrets.Concat(RedactedSecrets))
            mask.Add(secret);
        return mask.Apply(ProcessRunner.Display(Executable, arguments.ToList()));
    }

    /// <summary>Finds the file to start, and what stands before the arguments: <c>dotnet</c> starts an assembly.</summary>
    internal virtual (string File, IReadOnlyList<string> First) Locate(ToolHost host) =>
        Executable.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? ("dotnet", [Executable]) : (Executable, []);

    /// <summary>Returns the settings with the defaults that the build has for them.</summary>
    internal virtual ToolSettings In(ToolHost host) => this;

    internal Arguments GetArguments()
    {
        var arguments = new Arguments(ToolCommand);
        AddTo(arguments);
        arguments.AddRange(AdditionalArguments);
        return ArgumentConfigurator?.Invoke(arguments) ?? arguments;
    }

    /// <summary>Adds the arguments of the properties; generated for those with an <see cref="ArgumentAttribute"/>.</summary>
    protected virtual void AddTo(Arguments arguments)
    {
    }
}
